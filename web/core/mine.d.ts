// The shapes of what concerns one participant alone, as the server sends it. Instants are UTC ms.

import type { Channel, CommentStatus, Position, RequestStatus } from "./view.d.ts";

/** The voluntary details of a request, whole. */
export interface Details {
  name: string;
  topic: string;
  pronunciation: string;
  contact: string;
  interpreter: string;
  accommodation: string;
  position?: Position;
}

export interface MyRequest extends Details {
  ticket: number;
  receipt: string;
  period: number;
  item: number;
  status: RequestStatus;
  channel: Channel;
  rank: string;
  name_passed: boolean;
  name_refused?: string;
  on_its_way: boolean;
  /** R23: missed, and says that they are here now. */
  back?: true;
  /** R42: where it goes on, and the ticket there; where it came from, and the ticket there. */
  continued?: { meeting: string; starts_at?: number; cancelled?: boolean; ticket?: number };
  before?: { meeting: string; held_at: number; ticket: number };
  /** What was left of a turn that was cut short in the meeting before, ms. */
  left_ms?: number;
  /** Merged: the ticket whose place counts for this person. */
  kept?: { ticket: number; status: RequestStatus };
  turn?: number;
  calls?: number;
  grace_until?: number;
  allotment_ms?: number;
  ends_at?: number;
  remaining_ms?: number;
  /** R11: granted to this person beyond the usual time, "60000" ms or "50%". */
  extra?: string;
  /** R19: how many the request speaks for. */
  speaks_for?: number;
  /** R18: whom one has offered, or ceded, one's time; and who has to oneself. */
  offers_to?: number;
  cedes_to?: number;
  offered_by?: number[];
  ceded_by?: number[];
  one_minute?: boolean;
  priority?: number;
  /** Why it is on the waiting list. */
  listed?: "cap" | "late" | "draw";
  reason?: string;
  warned?: string;
  leave_by?: number;
}

export interface MyComment {
  comment: number;
  receipt: string;
  item?: number;
  status: CommentStatus;
  made_at: number;
  reason?: string;
}

/** A paper card of one's own that has not been handed in. */
export interface MyPaperCard {
  ticket: number;
  receipt: string;
  period: number;
  item: number;
}

/** What concerns one participant. */
export interface Me {
  participant?: string;
  card?: MyPaperCard;
  requests?: Record<string, MyRequest>;
  /** R6: the items on which this person has spoken in the meeting that they were continued from. */
  heard?: Record<string, { ticket: number; held_at: number }>;
  comments?: Record<string, MyComment>;
  account?: string;
  name?: string;
  roles?: string[];
}
