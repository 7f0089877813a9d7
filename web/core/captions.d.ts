// The shapes of caption tracks and captions, as the server sends them. Instants are UTC ms.

export interface TrackCard {
  track: string;
  language: string;
  kind: "captions" | "interpreter" | "automatic" | "translation";
  delay_ms: number;
  /** The addresses of its captioning tools by their number, until they expire (UTC ms). */
  addresses?: Record<string, { protocol: string; expires_at: number }>;
  cues?: number;
  corrections?: number;
  /** Captions of which words were taken out (R29). */
  redactions?: number;
  /** Since when nothing has come of it while someone speaks, if so. */
  silent_since?: number;
  /** From when to when it was so before, the last few times. */
  gaps?: [number, number][];
  /** The track that a machine translates into this one, as long as it does. */
  of?: string;
  /** The cues that people changed last, each under the number of its change. */
  mended?: Record<string, number>;
}

export interface CueCard {
  track: string;
  cue: number;
  began: number;
  ended: number;
  text?: string;
  estimated?: boolean;
  corrected?: boolean;
  redacted?: boolean;
  /** The language of its words, where it is not the track's. */
  lang?: string;
  confidence?: number;
  changes?: number;
  /** It was erased or taken out: nothing of it is shown any more. */
  gone?: boolean;
  /** Who its source said was speaking. */
  speaker?: string;
  who?: { turn?: number; ticket?: number; name?: string; dais?: boolean };
}

/** A caption that still grows. */
export interface Partial_ {
  track: string;
  cue: string;
  text: string;
  speaker?: string;
  /** Where it is not the track's. */
  lang?: string;
}
