//! What is behind the feature `tokio-like`: macros, tasks, bells and streams. The programs are Tokio's code, with another
//! crate under its name.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::time::Duration;

use crate::say::{say, Loud};

/// Polls a future that wakes nothing.
fn is_ready<F: Future>(future: &mut Pin<Box<F>>) -> bool {
    struct Nothing;
    impl Wake for Nothing {
        fn wake(self: Arc<Self>) {}
    }
    future.as_mut().poll(&mut Context::from_waker(&Waker::from(Arc::new(Nothing)))).is_ready()
}

same! {
    fn the_first_error_ends_try_join() {
        use rt::tokio;
        async fn after(millis: u64, loud: &'static str, result: Result<u64, String>) -> Result<u64, String> {
            let _loud = Loud(loud);
            tokio::time::sleep(Duration::from_millis(millis)).await;
            result
        }
        let all = tokio::try_join!(after(3, "a", Ok(1)), after(1, "b", Ok(2)), after(2, "c", Ok(3)));
        say!("{all:?}");
        let failed = tokio::try_join!(
            after(3, "late", Ok(1)),
            after(1, "fails", Err("no".to_owned())),
            after(2, "later", Err("too late".to_owned())),
        );
        say!("{failed:?}");
        let at_once = tokio::try_join!(biased; async { Err::<(), _>(1) }, async { say!("polled?"); Ok::<(), u32>(()) });
        say!("{at_once:?} {:?}", tokio::try_join!() as Result<(), ()>);
    }

    fn try_join_passes_errors_on() {
        use rt::tokio;
        async fn sum() -> Result<u32, std::num::ParseIntError> {
            let (a, b) = tokio::try_join!(async { "1".parse::<u32>() }, async { "2".parse::<u32>() })?;
            tokio::try_join!(async { "x".parse::<u32>() }).map(|(c,)| a + b + c)
        }
        say!("{:?}", sum().await);
    }

    fn a_biased_join_goes_from_the_first_to_the_last() {
        use rt::tokio;
        for _ in 0..2 {
            tokio::join!(
                biased;
                async { tokio::task::yield_now().await; say!("a") },
                async { tokio::task::yield_now().await; say!("b") },
            );
        }
        let nothing: () = tokio::join!();
        say!("{nothing:?}");
    }

    fn handles_are_futures_by_themselves() {
        use rt::tokio;
        use std::future::Future;
        use std::pin::Pin;
        struct Waits<F>(F);
        impl<F: Future + Unpin> Future for Waits<F> {
            type Output = F::Output;
            fn poll(
                mut self: Pin<&mut Self>,
                cx: &mut std::task::Context<'_>,
            ) -> std::task::Poll<F::Output> {
                Pin::new(&mut self.0).poll(cx)
            }
        }
        let handle = tokio::spawn(async {
            tokio::time::sleep(Duration::from_millis(2)).await;
            7
        });
        say!("{:?}", Waits(handle).await.unwrap());
        let mut slow = tokio::spawn(async {
            tokio::time::sleep(Duration::from_millis(9)).await;
            "slow"
        });
        tokio::select! {
            text = &mut slow => say!("{text:?}"),
            () = tokio::time::sleep(Duration::from_millis(1)) => say!("not yet"),
        }
        say!("{:?} {}", (&mut slow).await.unwrap(), slow.is_finished());
    }

    fn errors_of_tasks_say_what_they_are() {
        use rt::tokio;
        let handle = tokio::spawn(std::future::pending::<()>());
        handle.abort_handle().abort();
        let error = handle.await.unwrap_err();
        say!("{} {} {}", error.is_cancelled(), error.is_panic(), error.try_into_panic().is_err());
        let error = tokio::spawn(async { panic!("number {}", std::env::args().count()) }).await.unwrap_err();
        say!("{} {}", error.is_cancelled(), error.is_panic());
        say!("{:?}", error.into_panic().downcast_ref::<String>().is_some());
    }

    fn sets_take_futures_without_names() {
        use rt::tokio::task::JoinSet;
        let mut set: JoinSet<u64> = (1..=3).map(|n| async move { n }).collect();
        set.extend([async { 4 }]);
        let late = set.spawn(async {
            rt::tokio::time::sleep(Duration::from_millis(1)).await;
            5
        });
        say!("{} {}", set.len(), late.is_finished());
        while let Some(result) = std::future::poll_fn(|cx| set.poll_join_next(cx)).await {
            say!("{result:?}");
        }
        say!("{}", set.is_empty());
    }

    fn the_last_in_line_is_notified() {
        use rt::tokio::sync::Notify;
        let notify = std::sync::Arc::new(Notify::new());
        let waiting: Vec<_> = ["a", "b", "c"].into_iter().map(|name| {
            let notify = notify.clone();
            rt::tokio::spawn(async move {
                notify.notified().await;
                say!("{name}");
            })
        }).collect();
        rt::tokio::task::yield_now().await;
        notify.notify_last();
        notify.notify_one();
        rt::tokio::task::yield_now().await;
        notify.notify_last();
        notify.notify_last();
        for task in waiting {
            task.await.unwrap();
        }
        notify.notified().await;
        say!("one was kept");
    }

    fn a_notification_for_the_last_goes_to_the_one_before() {
        use rt::tokio::sync::Notify;
        let notify = Notify::new();
        let mut waiting: Vec<_> = (0..3).map(|_| Box::pin(notify.notified())).collect();
        say!("{:?}", waiting.iter_mut().map(is_ready).collect::<Vec<_>>());
        notify.notify_last();
        drop(waiting.pop());
        say!("{:?}", waiting.iter_mut().map(is_ready).collect::<Vec<_>>());
        notify.notify_waiters();
        say!("{}", is_ready(&mut waiting[0]));
    }

    fn operations_can_be_counted_by_hand() {
        use rt::tokio;
        let counting = tokio::spawn(async {
            for n in 0..200 {
                if !tokio::task::coop::has_budget_remaining() {
                    say!("spent at {n}");
                }
                tokio::task::coop::consume_budget().await;
            }
        });
        let other = tokio::spawn(async { say!("between") });
        counting.await.unwrap();
        other.await.unwrap();
    }

    fn values_are_looked_at_before_they_are_taken() {
        use rt::tokio_stream::{iter, StreamExt};
        let mut numbers = iter([1, 2, 3]).peekable();
        say!("{:?}", numbers.peek().await);
        say!("{:?}", rt::tokio_stream::Stream::size_hint(&numbers));
        say!("{:?}", numbers.next().await);
        while numbers.peek().await.is_some_and(|&n| n < 3) {
            say!("skips {:?}", numbers.next().await);
        }
        say!("{:?}", numbers.next().await);
        say!("{:?}", numbers.peek().await);
        say!("{:?}", numbers.next().await);
    }

    fn streams_end_where_they_are_told() {
        use rt::tokio_stream::{empty, iter, once, pending, StreamExt};
        let mut some = iter(["1", "2", "x", "3"]).map_while(|text| text.parse::<u32>().ok());
        say!("{:?} {:?} {:?} {:?}", some.next().await, some.next().await, some.next().await, some.next().await);
        let mut fused = empty::<u32>().chain(once(1)).fuse();
        say!("{:?} {:?} {:?}", fused.next().await, fused.next().await, fused.next().await);
        let never = rt::tokio::time::timeout(Duration::from_millis(1), pending::<u32>().next()).await;
        say!("{}", never.is_err());
    }

    fn streams_of_results() {
        use rt::tokio_stream::{iter, StreamExt};
        let mut values = iter([Ok(1), Err("bad"), Ok(2)]);
        say!("{:?} {:?}", values.try_next().await, values.try_next().await);
        say!("{:?} {:?}", values.try_next().await, values.try_next().await);
        let parsed = |texts: [&'static str; 3]| iter(texts).map(|text| { say!("{text}"); text.parse::<u32>() });
        say!("{:?}", parsed(["1", "2", "3"]).collect::<Result<Vec<_>, _>>().await);
        say!("{:?}", parsed(["1", "x", "3"]).collect::<Result<Vec<_>, _>>().await.is_err());
        say!("{:?}", iter([1, 2]).collect::<Box<[u32]>>().await);
        say!("{:?}", iter(["a", "b"]).collect::<String>().await);
    }

    fn a_stream_says_that_it_has_ended() {
        use rt::tokio_stream::{iter, StreamExt, StreamNotifyClose};
        let mut values = StreamNotifyClose::new(iter([1]));
        say!("{:?} {:?} {:?}", values.next().await, values.next().await, values.next().await);
    }

    fn a_throttled_stream_gives_its_stream_back() {
        use rt::tokio_stream::{iter, StreamExt};
        let mut slow = std::pin::pin!(iter([1, 2, 3]).throttle(Duration::from_millis(2)));
        say!("{:?} {:?}", slow.next().await, slow.next().await);
        say!("{:?}", rt::tokio_stream::Stream::size_hint(slow.get_ref()));
    }
}

differ! {
    /// An error of this crate keeps the message of a panic and not its payload, so that it can be cloned and compared.
    fn the_payload_of_a_panic_is_its_message() {
        struct Payload;
        let texts = rt::tokio::spawn(async { panic!("text") }).await.unwrap_err().into_panic();
        say!("{} {}", texts.is::<&str>(), texts.is::<String>());
        let values = rt::tokio::spawn(async { std::panic::panic_any(Payload) }).await.unwrap_err().into_panic();
        say!("{} {}", values.is::<Payload>(), values.is::<String>());
    }
    ["  0 false true", "  0 false true"],
    ["  0 true false", "  0 true false"];
}
