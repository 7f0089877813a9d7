"""Caption tools that others wrote, run as they are against a real server, over real sockets."""
