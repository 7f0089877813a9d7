"""What each refusal says to the person who is refused: one short sentence that says what to do next.

Owns the sentence of every code that anything of ours raises as ``Refused``; a test holds the two together.
Knows codes and the names of their parameters, not when they are raised.
"""

from collections.abc import Mapping
from typing import Final

from meetingsvc.i18n.marks import N_
from meetingsvc.i18n.translator import Translator

REFUSALS: Final[Mapping[str, str]] = {
    "no_such_file": N_("There is no such file of this meeting. Choose one from its archive page."),
    # ── The request itself ───────────────────────────────────────────────────
    "cross_site": N_("This came from another site. Open the meeting's own page and try there."),
    # Translators: %(field)s is the name of a field in English, as programs know it, such as "text".
    "invalid_field": N_(
        "Something in “%(field)s” is missing, too long or not possible. Change it and send again."
    ),
    "invalid_request": N_("This could not be read. Load the page again and send it once more."),
    "not_found": N_("There is nothing at this address. Look for the meeting in the list of all meetings."),
    "too_large": N_("This is too long. Shorten it and send it again."),
    "too_many": N_("This came too often. Wait a little and try again."),
    "unknown_command": N_("This page is out of date. Load it again."),
    "wrong_method": N_("This address takes only what its page sends. Go back and try there."),
    "id_reused": N_("This form has been used already. Load the page again and fill it in anew."),
    "not_joined": N_("This page has lost the meeting. Load it again."),
    "internal": N_("Something went wrong here. Nothing was changed; try again in a moment."),
    "unavailable": N_("This cannot be saved for the moment. Nothing was changed; try again in a minute."),
    # ── People ───────────────────────────────────────────────────────────────
    "login_needed": N_("Log in first."),
    "wrong_login": N_("User name or password is wrong. Check both and try again."),
    "not_allowed": N_("Your role does not include this. Ask the clerk."),
    "seat_needed": N_("Ask to speak or send a comment first; then this device has a place in the meeting."),
    "no_such_claim": N_(
        "This code is wrong, used or too old. Get a new one where you joined, or ask the clerk."
    ),
    "no_such_code": N_(
        "Nobody here has this return code. Read it back: ten letters and digits, without the letters I, L, O "
        "and U."
    ),
    "username_taken": N_("The user name “%(username)s” is taken. Choose another."),
    # ── A body's rules ───────────────────────────────────────────────────────
    "no_such_body": N_("There is no such council or board here. Look at the address."),
    "no_such_version": N_("These rules have no version %(version)s."),
    "invalid_profile": N_(
        "“%(field)s” of these rules is not possible as it stands. Change it and save again."
    ),
    "stale_profile": N_(
        "Somebody has saved version %(version)s of these rules in the meantime. Look at it and save again."
    ),
    "stale_glossary": N_(
        "Somebody has saved other terms in the meantime. Copy yours, load the page again, and add them there."
    ),
    # ── The meeting ──────────────────────────────────────────────────────────
    "no_such_meeting": N_("There is no meeting with this number. Check the address, or look in the list."),
    "already_scheduled": N_("This meeting is scheduled already."),
    "meeting_over": N_("The meeting is over."),
    "not_adjourned": N_("Adjourn the meeting first."),
    "not_in_session": N_("The meeting is not in open session. Wait until it goes on."),
    "not_now": N_("This is not possible any more, or not yet. Look at how things stand and try again."),
    "stale": N_("This has changed in the meantime. Look at how it stands now, and try again."),
    "no_outage": N_("No outage has been reported, or it is over."),
    "roll_call_needed": N_("Enter the roll call: the names of those who voted to go on."),
    "outage_recess_running": N_(
        "The recess still has to last. Wait until it has run out, or until the service works again."
    ),
    "queue_frozen": N_(
        "The service is interrupted, so the queue stands still. Everyone keeps their place; try again when "
        "the meeting goes on."
    ),
    # ── The agenda and its comment periods ───────────────────────────────────
    "no_comment_yet": N_(
        "The public has not been asked to comment on this item. Open comment on it, or confirm that it "
        "closes without."
    ),
    "no_such_item": N_("This item is not on the agenda."),
    "agenda_full": N_("The agenda has as many items as it can have."),
    "no_such_period": N_("There is no such comment period."),
    "already_open": N_("Comments are open on this item already."),
    "sign_up_opens": N_("Sign-up has not opened yet. It opens %(at)s."),
    "period_closed": N_("This comment period is closed. You can still send a written comment."),
    "item_continued": N_("This hearing goes on in a later meeting. Look there."),
    "nothing_to_continue": N_("Nobody waits on this item, and no comment period of it is open."),
    "not_a_later_meeting": N_(
        "Choose a later meeting of the same body that has not begun, or a date for a new one."
    ),
    "not_cut_short": N_("The turn of ticket %(ticket)s was not cut short. Look at how things stand."),
    "continuation_begun": N_("The other meeting has begun: this cannot be taken back any more."),
    "continuation_touched": N_(
        "Something has happened to this hearing in the other meeting: this cannot be taken back any more."
    ),
    "hearing_waits": N_(
        "People keep places here for a hearing continued to this meeting. Continue it to another day, or "
        "confirm."
    ),
    "period_held": N_("Requests to speak on this are taken once the clerk opens it, or the meeting begins."),
    # Translators: %(ticket)s is the ticket number that the person had in the earlier meeting
    "spoken_before": N_(
        "You have had your turn on this item, with ticket %(ticket)s of the meeting that it came from."
    ),
    "heard_earlier": N_(
        "You have spoken in this meeting already, with ticket %(ticket)s. This is for those who have not."
    ),
    "no_such_draw": N_("There is no such draw."),
    "draw_over": N_("This draw is over."),
    "draw_running": N_("Lots are being drawn. Finish the draw first."),
    "draw_first": N_("Draw the lots first: they decide the order."),
    "first_minutes": N_(
        "Those who ask in these first minutes are drawn together. Wait until they are over, or give a reason."
    ),
    "nothing_to_draw": N_("There is nothing to draw: too few are waiting, or it is too early."),
    "seed_full": N_("There are enough contributions. Draw the lots."),
    "seed_needed": N_("Type in at least two contributions that were made in public, then draw."),
    "seed_given": N_("A contribution is already on the record. Now the lots must be drawn."),
    "last_call_first": N_("Make the last call first; the period closes when it has run out."),
    "last_call_running": N_("The last call is still running. The period closes when it has run out."),
    # ── The queue ────────────────────────────────────────────────────────────
    "already_waiting": N_("You are in the queue for this already, with ticket %(ticket)s."),
    "already_spoken": N_("You have had your turn on this item, with ticket %(ticket)s."),
    "already_last": N_("You are the last in the queue already."),
    "no_such_ticket": N_("There is no ticket %(ticket)s in this meeting."),
    "no_room_there": N_("That item has no place left. The request stays where it is."),
    "has_ticket_there": N_("This person has ticket %(ticket)s on that item already."),
    "warning_first": N_(
        "Warn the speaker with ticket %(ticket)s first. Only force or a true threat needs no warning."
    ),
    "name_needed": N_(
        "Ticket %(ticket)s has given no name, and these rules ask for one. Type it in, or call with a reason."
    ),
    "no_positions": N_("Nobody is asked here whether they are for or against. Send it without."),
    "no_name": N_("Ticket %(ticket)s has given no name."),
    "queue_empty": N_("Nobody is waiting to be called."),
    "reason_needed": N_("Give a reason: this departs from the published order, and the record says why."),
    "stale_queue": N_("The queue has changed in the meantime. Look at it and move the request again."),
    "too_late_to_edit": N_("Ticket %(ticket)s has been called; its details can no longer be changed."),
    "turn_has_begun": N_("The turn of ticket %(ticket)s has begun. Give more time at the clock instead."),
    "no_ceding": N_("Time cannot be ceded to others here."),
    "cede_within_period": N_("Time can be ceded only to another ticket of the same item."),
    "cede_present": N_("Ticket %(ticket)s must be waiting, and present, to cede its time."),
    "cede_once": N_("Ticket %(ticket)s has time from others, so it cannot cede its own."),
    "too_late_to_cede": N_("Ticket %(ticket)s has been called; time can no longer change hands."),
    "ceding_cap": N_("Ticket %(ticket)s has as much time as one speaker can have."),
    "no_offer": N_("Ticket %(ticket)s offers no time to you any more."),
    "period_timed": N_("The time that was set for this comment period is not over yet."),
    "time_ceded": N_("Time was offered or ceded with ticket %(ticket)s. Settle that first."),
    "not_one_persons": N_("Tickets %(ticket)s and %(other)s cannot be made one."),
    # ── Paper cards ──────────────────────────────────────────────────────────
    "no_such_card": N_("No card with number %(ticket)s was ever reserved here. Look at the number again."),
    "not_a_card": N_("Number %(ticket)s is a ticket that was taken without a paper card."),
    "card_used": N_("Card %(ticket)s has been handed in already."),
    "card_taken_back": N_(
        "Card %(ticket)s was taken back and no longer counts. A request can still be made without it."
    ),
    "card_expired": N_(
        "Card %(ticket)s no longer counts: its comment period is closed. Ask without it, for the waiting "
        "list."
    ),
    "card_elsewhere": N_("Card %(ticket)s is for another item: %(item)s."),
    "card_out": N_("Card %(ticket)s has not been handed in."),
    "card_by_owner": N_("Its owner has handed in card %(ticket)s. Only they, or the clerk, can take it out."),
    "cards_enough": N_("%(most)s cards of this item are out, which is as many as can be."),
    "no_cards_out": N_("None of the cards %(first)s to %(last)s is out."),
    # ── The floor ────────────────────────────────────────────────────────────
    "no_such_turn": N_("There is no such turn."),
    "floor_taken": N_("Someone has the floor. End that turn first."),
    "still_called": N_("Someone is called and has not begun. Start or take back that call first."),
    "call_again_first": N_("Call a second time before marking a no-show."),
    "grace_running": N_("They still have time to come. Wait until it has run out."),
    "not_within_turn": N_("This moment lies outside the turn. Choose one within it."),
    "turn_has_ticket": N_("This turn belongs to ticket %(ticket)s already."),
    # ── Comments and captions ────────────────────────────────────────────────
    "no_such_comment": N_("There is no such comment."),
    "no_such_track": N_("There are no captions in this language."),
    "wrong_key": N_(
        "The key of this address is not valid: it has expired, was revoked, or is another track's."
    ),
    "no_such_url": N_("No address for a caption tool is valid here now. Issue one on the captions page."),
    "no_such_cue": N_("There is no such caption."),
    "cue_changed": N_(
        "Line %(cue)s has been changed by someone else in the meantime. Look at it as it is now, and try "
        "again."
    ),
    "cue_in_pieces": N_("Line %(cue)s has been split. Mend it in the editor of the transcript."),
    "cue_out_of_order": N_(
        "Line %(cue)s would begin before the line in front of it, or after the next. Choose a time between "
        "them."
    ),
    # Translators: %(cue)s is the number of a caption in a file of captions.
    "import_out_of_order": N_(
        "Caption %(cue)s begins before the one in front of it. Choose a track without captions of that time."
    ),
    # Translators: %(cue)s is the number of a caption in a file of captions.
    "cue_not_in_session": N_(
        "Caption %(cue)s was not said in open session. Check where the file begins, or leave it out."
    ),
    # Translators: a file that was looked at is no longer kept.
    "no_such_import": N_("This file is not here any more. Choose it again; nothing comes in twice."),
    "relay_exists": N_("These captions go to that address already."),
    "too_many_relays": N_("%(most)s addresses at once are the most. Stop one that is not needed."),
    "no_such_relay": N_("These captions are not passed on there any more. Load the page again."),
    "not_translatable": N_("A track is translated from what is spoken, and into another language."),
    "people_caption": N_("People caption in this language: no machine takes their place."),
    "no_such_engine": N_("This speech engine is not set up here. Load the page again."),
    "not_automatic": N_("An engine writes a track of its own, marked as automatic, and no other."),
    "microphone_taken": N_("An engine is listening for this track already. Stop it there first."),
    "too_many_urls": N_("This track has %(count)s addresses already. Revoke one that is not used."),
    "track_exists": N_("There are captions in this language already."),
}

SOMETHING_ELSE: Final = N_("That did not work. Try again; if it happens again, ask the staff.")


def sentence(code: str, params: Mapping[str, str | int], translator: Translator) -> str:
    """The sentence for a refusal, in the translator's language; a code unknown here gets a general one."""
    at, zone = params.get("at"), params.get("zone")
    if isinstance(at, int) and isinstance(zone, str):  # an instant, for people in that zone
        params = {**params, "at": translator.datetime(at, zone)}
    return translator.gettext(REFUSALS.get(code, SOMETHING_ELSE), **params)
