"""meetingsvc runs beside a live public meeting; the version stands here and nowhere else."""

__version__ = "0.1.0"
