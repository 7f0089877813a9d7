// The shapes that the server sends: a view, what concerns one participant, and the frames between them.
// They say what meetingsvc/readmodel/views.py makes and nothing of how it is shown. Instants are UTC ms.
// Captions and what is one's own stand in files of their own, and are had from here too.

import type { CueCard, TrackCard } from "./captions.d.ts";
import type { Me } from "./mine.d.ts";

export type * from "./captions.d.ts";
export type * from "./mine.d.ts";

export type Position = "support" | "oppose" | "neutral";
export type Channel = "in_person" | "remote" | "phone";
export type MeetingStatus =
  | "scheduled"
  | "sign_up"
  | "live"
  | "recess"
  | "outage"
  | "closed_session"
  | "adjourned"
  | "cancelled"
  | "postponed";
export type Order =
  | "arrival"
  | "in_person_first"
  | "remote_first"
  | "alternating"
  | "registered_first"
  | "not_heard_first"
  | "one_minute_first"
  | "priority"
  | "lottery";
export type RequestStatus =
  | "listed"
  | "waiting"
  | "called"
  | "speaking"
  | "paused"
  | "done"
  | "no_show"
  | "withdrawn"
  | "removed"
  | "ceded"
  | "merged"
  | "continued"
  | "returned";
export type CommentStatus = "submitted" | "held" | "published" | "withdrawn";

/** R33: what can fail. */
export type Failure = "two_way" | "stream" | "captions" | "queue";

/** R33: the outage that goes on; `steps` for staff alone. */
export interface OutageCard {
  began: number;
  failed: Failure[];
  until: number;
  note?: string;
  steps?: { at: number; note: string }[];
}

/** What staff did last that can still be taken back: to a request, else to a turn or a period. */
export interface SlipCard {
  what:
    | "withdraw"
    | "remove"
    | "move"
    | "to_period"
    | "admit"
    | "recall"
    | "merge"
    | "pass_name"
    | "refuse_name"
    | "match"
    | "start"
    | "walk_up"
    | "no_show"
    | "allotment"
    | "last_call"
    | "close";
  ticket?: number;
  turn?: number;
  period?: number;
  name?: string;
}

export interface MeetingCard {
  id: string;
  title: string;
  body: string;
  body_name: string;
  place: string;
  time_zone: string;
  language: string;
  starts_at: number;
  /** R16: when sign-up opens by itself, as long as it has not. */
  sign_up_opens_at?: number;
  status: MeetingStatus;
  since: number;
  until?: number;
  reason?: string;
  started_at?: number;
  adjourned_at?: number;
  blanked: boolean;
  outage?: OutageCard;
  room_cleared_at?: number;
  hard_stop?: number;
  interpreters_until?: number;
  slip?: SlipCard;
  announcement: string;
  /** The period chosen to be called from, of several. */
  calling?: number;
  item?: number;
  agenda: number[];
  remote_access: string;
  assistance: string;
  stream_delay_ms: number;
  comments: { published: number; submitted?: number; held?: number; withdrawn?: number };
  comments_changed: number;
  transcript: "draft" | "published";
  transcript_offset_ms: number;
}

export interface ItemCard {
  item: number;
  label: string;
  status: "upcoming" | "current" | "done";
  period?: number;
  /** R6: part of the consent calendar. */
  consent?: boolean;
  /** R42: the meeting in which it goes on, with so many who kept their place; `arrived`: it knows. */
  continued_to?: {
    meeting: string;
    /** Absent: not known yet. */
    starts_at?: number;
    cancelled?: boolean;
    kept: number;
    arrived?: boolean;
  };
  /** R42: the meeting that it was continued from, and how many have spoken there. */
  continued_from?: {
    meeting: string;
    held_at: number;
    kept: number;
    heard: number;
    returned?: boolean;
  };
  /** R20: how many took which position, speaking or in writing. No poll. */
  positions?: Record<Position, number>;
}

/** R7: lots drawn in public. Its tickets and their order stand on its own page. */
export interface DrawCard {
  draw: number;
  period: number;
  status: "frozen" | "drawn" | "dropped";
  count: number;
  hash: string;
  seed: string[];
  listed?: number;
  reason?: string;
  frozen_at: number;
  drawn_at?: number;
}

/** Of the body's rules (its profile), what the desk preselects. */
export interface BodyRules {
  order: Order;
  allotment_ms: number;
  last_call_ms: number;
  total_cap_ms: number;
  lottery_above: number;
  priority_classes: string[];
}

export interface PeriodCard {
  period: number;
  item: number;
  status: "open" | "last_call" | "closed";
  /** R42: it goes on in another meeting; or came from one, and is held until it is opened again. */
  continued?: boolean;
  held?: boolean;
  policy: string;
  /** R8: how many can speak under the total cap, and how many places the room and the rest have taken. */
  places?: number;
  taken?: number[];
  lottery_above?: number;
  drawn_together_ms?: number;
  /** R16: when sign-up before the meeting closes; `late_to_list`: who asks later is on the waiting list. */
  sign_up_closes_at?: number;
  late_to_list?: boolean;
  /** R7: until when those who ask count as arriving together, as long as there was no draw. */
  together_until?: number;
  unheard_only?: boolean;
  /** R2: speakers give a name before they are called. */
  names_required?: boolean;
  /** R20: nobody is asked whether they are for or against. */
  no_positions?: boolean;
  /** R22: the published classes by number. */
  classes?: Record<string, string>;
  one_minute_ms?: number;
  draw?: number;
  /** R7: lots are still to decide the places. */
  undecided?: boolean;
  allotment_ms: number;
  last_call_ms: number;
  /** Absent where there is no such limit. */
  total_cap_ms?: number;
  /** R13: the instants before which, and at which, it closes. */
  least_until?: number;
  most_until?: number;
  /** R9: by the rules; `by_order`: the chair has set `allotment_ms`, and why. */
  standard_ms?: number;
  by_order?: boolean;
  ordered_why?: string;
  /** R18, R19 */
  ceding?: boolean;
  groups_ms?: number;
  at_least_ms?: number;
  at_most_ms?: number;
  person_cap_ms?: number;
  /** By how many have signed up: above so many, each gets this long. */
  shrink?: Record<string, number>;
  stream_delay_ms: number;
  opened_at: number;
  closes_at?: number;
  finished: number;
  /** What is left of a last call while the meeting stands still. */
  closing_ms?: number;
  /** What a turn takes at the present allotment, changeover included, and how far turns scatter. */
  pace_ms?: number;
  spread_ms?: number;
  changeover_ms?: number;
  /** How much of the time for each is spoken, of a thousand. */
  used_permille?: number;
  /** R10, where interpreting takes time of its own; R18. */
  interpreter_percent?: number;
  ceding_cap_ms?: number;
  /** For staff: the changeover without extra time (R11), and how much of what each was granted is spoken. */
  bare_changeover_ms?: number;
  spoken_permille?: number;
}

/** Who has the floor or is called to it. Running: `ends_at`; stopped: `remaining_ms`. */
export interface Floor {
  turn: number;
  ticket?: number;
  walk_up: boolean;
  status: "called" | "speaking" | "paused";
  name?: string;
  channel?: Channel;
  item?: number;
  period?: number;
  allotment_ms: number;
  called_at: number;
  calls: number;
  grace_until?: number;
  began?: number;
  ends_at?: number;
  remaining_ms?: number;
  warned?: string;
}

export interface NextCard {
  ticket: number;
  name?: string;
  channel: Channel;
  on_its_way?: boolean;
}

/** What anyone may see of a meeting. A card that is not there is not there: no value is null. */
export interface View {
  meeting: MeetingCard;
  items: Record<string, ItemCard>;
  periods: Record<string, PeriodCard>;
  waiting: Record<string, string>;
  /** The waiting list (R8, R16): rank by ticket. */
  listed: Record<string, string>;
  draws: Record<string, DrawCard>;
  floor?: Floor;
  next: Record<string, NextCard>;
  tracks: Record<string, TrackCard>;
  cues: Record<string, CueCard>;
}

/** A numbered paper card that has not come back; for staff. */
export interface PaperCard {
  ticket: number;
  period: number;
}

export interface Frame {
  after: number;
  seq: number;
  patch?: Record<string, unknown>;
  me?: Me;
}

export type Joined = { ok: true; seq: number; now: number; me?: Me } & (
  | { view: View }
  | { patches: Frame[] }
);

export interface Refusal {
  ok: false;
  code: string;
  params: Record<string, string | number>;
  message: string;
}

export type Answer = { ok: true; seq: number; result?: Record<string, string | number> } | Refusal;

/** The JSON embedded in every page. */
export interface Page {
  meeting: string;
  as: "public" | "staff" | "door";
  lang: string;
  dir: "ltr" | "rtl";
  seq: number;
  now: number;
  view: View;
  me?: Me;
  /** R42: places continued from another meeting that this browser has here beside its own seat. */
  kept_places?: { ticket: number; period: number; held_at: number }[];
  origin: string;
  staff?: { name: string; roles: string[] };
  rules?: BodyRules;
  /** R20: the body's own rules ask nobody for a position. */
  no_positions?: boolean;
  urls: Record<string, string>;
  catalog: string;
  languages?: Language[];
}

/** The page of captions alone. */
export interface EmbedPage extends Page {
  mode: "lines" | "transcript";
  controls: boolean;
  only: string;
  bare: boolean;
}

export interface Language {
  lang: string;
  name: string;
  dir: "ltr" | "rtl";
  catalog?: string;
}
