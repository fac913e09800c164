//! What is told of channels, values and notifications, word for word.

use expect_test::expect;
use taskscope_format::{Event, ResourceKind, Wait};

use super::written::{IT, MAIN, READER, WRITER, check, granted, polled, queued, scene, waits};

#[test]
fn messages_are_sent_missed_and_waited_for() {
    let mut events = polled(WRITER, [Event::Sent { resource: IT, len: 2 }, waits(Wait::Closed(IT))]);
    events.extend(polled(
        READER,
        [
            Event::Lagged { resource: IT, missed: 3 },
            Event::Received { resource: IT, len: 1 },
            waits(Wait::Receive(IT)),
        ],
    ));
    events.push(Event::SendersChanged { resource: IT, senders: 0 });
    events.push(Event::ReceiversChanged { resource: IT, receivers: 0 });
    check(
        scene(3, ResourceKind::Broadcast, Some(2)),
        events,
        &expect![[r"
            writer runs for the first time.
            writer sends a message (2 in broadcast 1).
            writer waits for broadcast 1 to close (line 20).
            reader runs for the first time; main and writer had the thread until now.
            reader was too slow and missed 3 messages in broadcast 1.
            reader takes a message (1 left in broadcast 1).
            reader waits for a message from broadcast 1 (line 20).
            The last sender of broadcast 1 is gone.
            The last receiver of broadcast 1 is gone.
        "]],
    );
}

#[test]
fn a_place_in_a_full_channel_is_given_to_who_waited_first() {
    let mut events = polled(WRITER, [queued(0, 1), waits(Wait::Send(IT))]);
    events.extend(polled(
        READER,
        [Event::Received { resource: IT, len: 3 }, granted(0), Event::Closed { resource: IT }],
    ));
    check(
        scene(3, ResourceKind::Mpsc, Some(4)),
        events,
        &expect![[r"
            writer runs for the first time.
            writer waits for room in channel 1 (line 20).
            reader runs for the first time; main and writer had the thread until now.
            reader takes a message (3 left in channel 1).
            The free room in channel 1 goes to writer, next in line.
            reader closes channel 1.
            reader returns Pending; what it waits for is not recorded.
        "]],
    );
}

#[test]
fn values_results_and_single_messages_have_words_of_their_own() {
    for (kind, wait, expected) in [
        (
            ResourceKind::Watch,
            Wait::Changed(IT),
            expect![[r"
                reader runs for the first time.
                reader waits for a new value in watch 1 (line 20).
                main runs.
                main sets a new value in watch 1.
                main reads the value of watch 1.
            "]],
        ),
        (
            ResourceKind::Oneshot,
            Wait::Receive(IT),
            expect![[r"
                reader runs for the first time.
                reader waits for a message from oneshot 1 (line 20).
                main runs.
                main sends the message of oneshot 1.
                main takes the message of oneshot 1.
            "]],
        ),
        (
            ResourceKind::JoinSet,
            Wait::Receive(IT),
            expect![[r"
                reader runs for the first time.
                reader waits for a task of join set 1 to end (line 20).
                main runs.
                A task of join set 1 has ended; 1 result is left to take.
                main takes the result of a task of join set 1; no result is left to take.
            "]],
        ),
        (
            ResourceKind::Promise,
            Wait::Promise(IT),
            expect![[r"
                reader runs for the first time.
                reader waits for promise 1 (line 20).
                main runs.
                Promise 1 is settled.
                main takes the value of promise 1.
            "]],
        ),
    ] {
        let mut events = polled(READER, [waits(wait)]);
        events.push(Event::PollStarted { task: MAIN });
        events.push(Event::Sent { resource: IT, len: 1 });
        events.push(Event::Received { resource: IT, len: 0 });
        check(scene(3, kind, None), events, &expected);
    }
}

#[test]
fn a_notification_wakes_or_is_kept() {
    let notified = |woken, stored| Event::Notified { resource: IT, woken, stored };
    let mut events = polled(READER, [queued(0, 1), waits(Wait::Notified(IT))]);
    events.extend(polled(
        MAIN,
        [
            notified(1, false),
            notified(2, false),
            notified(0, false),
            notified(0, true),
            Event::Received { resource: IT, len: 0 },
        ],
    ));
    check(
        scene(3, ResourceKind::Notify, None),
        events,
        &expect![[r"
            reader runs for the first time.
            reader waits for a notification from notify 1 (line 20).
            main runs.
            main notifies notify 1 and wakes 1 that waited.
            main notifies notify 1 and wakes 2 that waited.
            main notifies notify 1; nothing waits, so it is lost.
            main notifies notify 1; nothing waits, so it is kept for the next.
            main takes the notification that notify 1 kept.
            main returns Pending; what it waits for is not recorded.
        "]],
    );
}
