//! Channels for one message.

use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn one_message_wakes_its_receiver() {
        let (tx, rx) = rt::sync::oneshot::channel();
        let receiver = rt::spawn(async move { say!("{:?}", rx.await.ok()) });
        rt::sleep(Duration::from_millis(2)).await;
        say!("{:?}", tx.send(5));
        receiver.await.unwrap();
    }

    fn a_sender_that_is_dropped_is_an_error() {
        let (tx, rx) = rt::sync::oneshot::channel::<u8>();
        drop(tx);
        say!("{}", rx.await.is_err());
    }

    fn a_receiver_that_is_dropped_gives_the_message_back() {
        let (tx, rx) = rt::sync::oneshot::channel();
        drop(rx);
        say!("{} {:?}", tx.is_closed(), tx.send(5));
    }

    fn a_closed_receiver_still_takes_what_was_sent() {
        let (tx, mut rx) = rt::sync::oneshot::channel();
        tx.send(1).unwrap();
        rx.close();
        say!("{:?}", rx.try_recv().ok());
        let (tx, mut rx) = rt::sync::oneshot::channel();
        rx.close();
        say!("{:?}", tx.send(2));
    }

    fn trying_tells_empty_from_closed() {
        let (tx, mut rx) = rt::sync::oneshot::channel::<u8>();
        say!("{:?}", rx.try_recv());
        drop(tx);
        say!("{:?}", rx.try_recv());
    }

    fn a_sender_can_wait_for_the_end_of_its_receiver() {
        let (mut tx, rx) = rt::sync::oneshot::channel::<u8>();
        let sender = rt::spawn(async move {
            tx.closed().await;
            say!("nobody wants it");
        });
        rt::sleep(Duration::from_millis(4)).await;
        drop(rx);
        sender.await.unwrap();
    }

    fn a_message_nobody_takes_is_dropped_with_the_receiver() {
        let (tx, rx) = rt::sync::oneshot::channel();
        assert!(tx.send(Loud("message")).is_ok());
        say!("sent");
        drop(rx);
        say!("receiver gone");
    }

    fn a_task_whose_answer_is_dropped_learns_it() {
        let (tx, rx) = rt::sync::oneshot::channel::<u8>();
        let worker = rt::spawn(async move {
            let _tx = tx;
            rt::sleep(Duration::from_secs(1)).await;
        });
        rt::yield_now().await;
        worker.abort();
        say!("{}", rx.await.is_err());
    }

    fn a_receiver_can_be_asked_in_a_loop() {
        let (tx, mut rx) = rt::sync::oneshot::channel();
        let sender = rt::spawn(async move {
            rt::sleep(Duration::from_millis(7)).await;
            tx.send("answer").unwrap();
        });
        let mut interval = rt::interval(Duration::from_millis(3));
        loop {
            rt::select! {
                biased;
                answer = &mut rx => {
                    say!("{answer:?}");
                    break;
                }
                _ = interval.tick() => say!("tick"),
            }
        }
        sender.await.unwrap();
    }

    fn a_receiver_is_terminated_by_its_result_however_it_came() {
        let (tx, mut rx) = rt::sync::oneshot::channel();
        say!("{} {:?}", rx.is_terminated(), rx.try_recv());
        say!("{}", rx.is_terminated());
        tx.send(1).unwrap();
        say!("{} {:?}", rx.is_terminated(), rx.try_recv());
        say!("{} {:?}", rx.is_terminated(), rx.try_recv());
        let (tx, mut rx) = rt::sync::oneshot::channel::<u8>();
        drop(tx);
        say!("{} {:?}", rx.is_terminated(), rx.try_recv());
        say!("{}", rx.is_terminated());
        let (tx, mut rx) = rt::sync::oneshot::channel();
        tx.send(1).unwrap();
        say!("{:?}", (&mut rx).await);
        say!("{} {}", rx.is_terminated(), rx.is_empty());
        let (_tx, mut rx) = rt::sync::oneshot::channel::<u8>();
        rx.close();
        say!("{}", rx.is_terminated());
    }
}
