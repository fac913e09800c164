//! Streams, with those of `tokio_stream`.

use std::pin::pin;
use std::time::Duration;

use crate::say::say;

same! {
    fn values_pass_through_the_combinators_one_by_one() {
        use rt::StreamExt as _;
        let mut stream = rt::iter(1..20)
            .map(|n| { say!("map {n}"); n * 3 })
            .filter(|n| n % 2 == 0)
            .skip(1)
            .take(3);
        while let Some(n) = stream.next().await {
            say!("{n}");
        }
        say!("{:?}", stream.next().await);
    }

    fn a_stream_of_messages_ends_with_its_senders() {
        use rt::StreamExt as _;
        let (tx, rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            for n in 0..3 {
                tx.send(n).await.unwrap();
                rt::sleep(Duration::from_millis(2)).await;
            }
        });
        let mut stream = rt::ReceiverStream::new(rx);
        while let Some(n) = stream.next().await {
            say!("{n}");
        }
        sender.await.unwrap();
    }

    fn merged_streams_take_turns() {
        use rt::StreamExt as _;
        let mut stream = pin!(rt::iter(["a", "b", "c"]).merge(rt::iter(["x", "y", "z", "end"])));
        while let Some(text) = stream.next().await {
            say!("{text}");
        }
    }

    fn merged_streams_come_as_they_are_ready() {
        use rt::StreamExt as _;
        let ticks = |name: &'static str, millis| {
            rt::IntervalStream::new(rt::interval(Duration::from_millis(millis))).map(move |_| name)
        };
        let mut stream = pin!(ticks("every 5", 5).merge(ticks("every 3", 3)).take(9));
        while let Some(text) = stream.next().await {
            say!("{text}");
        }
    }

    fn a_throttled_stream_keeps_its_distance() {
        use rt::StreamExt as _;
        let mut stream = pin!(rt::iter(0..4).throttle(Duration::from_millis(6)));
        while let Some(n) = stream.next().await {
            say!("{n}");
            rt::sleep(Duration::from_millis(2)).await;
        }
    }

    fn a_stream_that_is_silent_too_long_says_so_and_goes_on() {
        use rt::StreamExt as _;
        let (tx, rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            for millis in [1, 9, 25, 2] {
                rt::sleep(Duration::from_millis(millis)).await;
                tx.send(millis).await.unwrap();
            }
        });
        let mut stream = pin!(rt::ReceiverStream::new(rx).timeout(Duration::from_millis(10)));
        while let Some(result) = stream.next().await {
            say!("{:?}", result.ok());
        }
        sender.await.unwrap();
    }

    fn values_are_gathered_by_number_or_time() {
        use rt::StreamExt as _;
        let (tx, rx) = rt::sync::mpsc::channel(1);
        let sender = rt::spawn(async move {
            for millis in [0, 0, 0, 0, 4, 4, 9, 30] {
                rt::sleep(Duration::from_millis(millis)).await;
                tx.send(millis).await.unwrap();
            }
        });
        let mut stream = pin!(rt::ReceiverStream::new(rx).chunks_timeout(3, Duration::from_millis(10)));
        while let Some(chunk) = stream.next().await {
            say!("{chunk:?}");
        }
        sender.await.unwrap();
    }

    fn streams_are_chained_folded_and_collected() {
        use rt::StreamExt as _;
        let all: Vec<u32> = rt::iter([1, 2]).chain(rt::iter([3])).collect().await;
        say!("{all:?}");
        say!("{}", rt::iter(1..=4).fold(0, |sum, n| sum + n).await);
        say!("{} {}", rt::iter([1, 5]).any(|n| n > 4).await, rt::iter([1, 5]).all(|n| n > 4).await);
        let even: Vec<_> = rt::iter(0..9).take_while(|n| *n < 6).skip_while(|n| *n < 2).filter_map(|n| (n % 2 == 0).then_some(n)).collect().await;
        say!("{even:?}");
    }

    fn a_stream_of_values_that_are_there_lets_the_others_run() {
        use rt::StreamExt as _;
        let worker = rt::spawn(async {
            let other = rt::spawn(async { say!("other") });
            let mut stream = rt::ReceiverStream::new({
                let (tx, rx) = rt::sync::mpsc::channel(300);
                for n in 0..300 {
                    tx.try_send(n).unwrap();
                }
                rx
            });
            while let Some(n) = stream.next().await {
                if n % 64 == 0 {
                    say!("{n}");
                }
            }
            other.await.unwrap();
        });
        worker.await.unwrap();
    }
}
