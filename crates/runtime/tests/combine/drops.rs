//! When futures are dropped, in which order, and how often.

use std::future::{pending, ready};

use taskscope_format::Event;
use taskscope_runtime::{join, join_all, race, select, timeout, yield_now, Unordered};

use super::tools::{ms, run, value_of, DropFlag, Log};

/// Never ends, and owns a flag.
async fn hold(name: &'static str, log: Log) {
    let _flag = DropFlag(name, log);
    pending::<()>().await;
}

/// Ends after a turn, and owns a flag.
async fn quick(name: &'static str, log: Log) {
    let _flag = DropFlag(name, log);
    yield_now().await;
}

#[test]
fn select_drops_the_losers_in_order_before_the_handler_runs() {
    for seed in 0..5 {
        let log = Log::default();
        let inside = log.clone();
        value_of(seed, async move {
            let log = inside;
            select! {
                () = hold("first", log.clone()) => {}
                () = quick("winner", log.clone()) => log.push("handler"),
                () = hold("last", log.clone()) => {}
            }
            log.push("after");
        });
        assert_eq!(log.take(), ["winner", "first", "last", "handler", "after"]);
    }
}

#[test]
fn a_select_that_is_dropped_drops_its_branches_in_order() {
    let log = Log::default();
    let inside = log.clone();
    run(async move {
        let log = inside;
        let never = async {
            select! {
                () = hold("first", log.clone()) => {}
                () = hold("last", log.clone()) => {}
            }
        };
        race(never, yield_now()).await;
        log.push("after");
    });
    assert_eq!(log.take(), ["first", "last", "after"]);
}

#[test]
fn joins_that_are_dropped_drop_their_arms_in_order() {
    let log = Log::default();
    let inside = log.clone();
    run(async move {
        let log = inside;
        let macro_form = async {
            join!(hold("a", log.clone()), hold("b", log.clone()));
        };
        assert!(timeout(ms(1), macro_form).await.is_err());
        assert!(timeout(ms(1), join(hold("c", log.clone()), hold("d", log.clone()))).await.is_err());
        assert!(timeout(ms(1), join_all([hold("e", log.clone()), hold("f", log.clone())])).await.is_err());
        let mut set: Unordered<_> = [hold("g", log.clone()), hold("h", log.clone())].into_iter().collect();
        assert!(timeout(ms(1), set.next()).await.is_err());
        log.push("set");
        drop(set);
    });
    assert_eq!(log.take(), ["a", "b", "c", "d", "e", "f", "set", "g", "h"]);
}

#[test]
fn a_timeout_drops_its_future_when_the_time_is_over() {
    let log = Log::default();
    let inside = log.clone();
    run(async move {
        let outcome = timeout(ms(1), hold("inside", inside.clone())).await;
        inside.push("after");
        assert!(outcome.is_err());
    });
    assert_eq!(log.take(), ["inside", "after"]);
}

#[test]
fn futures_that_were_never_polled_are_dropped_and_leave_no_trace() {
    let log = Log::default();
    let inside = log.clone();
    let run = run(async move {
        let flag = |name| DropFlag(name, inside.clone());
        let (a, b, c) = (flag("a"), flag("b"), flag("c"));
        drop(join(async move { drop(a) }, async move { drop(b) }));
        drop(timeout(ms(1), async move { drop(c) }));
    });
    assert_eq!(log.take(), ["a", "b", "c"]);
    assert!(!run.events().iter().any(|(_, event)| matches!(event, Event::NodeCreated { .. })));
}

#[test]
fn every_node_that_was_created_is_dropped_once() {
    let run = run(async {
        join_all((0..5).map(|_| yield_now())).await;
        race(pending::<()>(), ready(())).await;
        select! { () = pending() => {}, () = yield_now() => {} }
        let set: Unordered<_> = [pending::<()>(), pending()].into_iter().collect();
        assert!(timeout(ms(1), async {
            let mut set = set;
            set.next().await
        })
        .await
        .is_err());
    });
    let mut alive = std::collections::BTreeSet::new();
    for (_, event) in run.events() {
        if let Event::NodeCreated { node, .. } = event {
            assert!(alive.insert(node));
        }
        if let Event::NodeDropped { node, .. } = event {
            assert!(alive.remove(&node));
        }
    }
    assert!(alive.is_empty(), "{alive:?}");
}
