//! Sets of tasks.

use std::time::Duration;

use crate::say::{say, Loud};

same! {
    fn results_come_in_the_order_of_the_ends() {
        let mut set = rt::JoinSet::new();
        for millis in [30, 10, 20] {
            set.spawn(async move {
                rt::sleep(Duration::from_millis(millis)).await;
                millis
            });
        }
        say!("{} tasks", set.len());
        while let Some(result) = set.join_next().await {
            say!("{:?}, {} left", result.ok(), set.len());
        }
    }

    fn tasks_that_end_at_once_come_in_the_order_of_their_spawns() {
        let mut set = rt::JoinSet::new();
        for n in 0..4 {
            set.spawn(async move { n });
        }
        while let Some(result) = set.join_next().await {
            say!("{:?}", result.ok());
        }
    }

    fn join_all_gives_all_values() {
        let mut set = rt::JoinSet::new();
        for millis in [3, 1, 2] {
            set.spawn(async move {
                rt::sleep(Duration::from_millis(millis)).await;
                millis
            });
        }
        let mut values = set.join_all().await;
        values.sort_unstable();
        say!("{values:?}");
    }

    fn try_join_next_takes_only_what_has_ended() {
        let mut set = rt::JoinSet::new();
        set.spawn(async { 1 });
        set.spawn(async {
            rt::sleep(Duration::from_millis(5)).await;
            2
        });
        say!("{}", set.try_join_next().is_some());
        rt::sleep(Duration::from_millis(1)).await;
        say!("{:?}", set.try_join_next().map(Result::ok));
        say!("{:?}", set.try_join_next().map(Result::ok));
        say!("{:?}", set.join_next().await.map(Result::ok));
        say!("{:?}", set.join_next().await.map(Result::ok));
    }

    fn a_member_that_panics_gives_an_error() {
        let mut set = rt::JoinSet::new();
        set.spawn(async { panic!("member") });
        set.spawn(async { rt::sleep(Duration::from_millis(1)).await });
        while let Some(result) = set.join_next().await {
            say!("{:?}", result.map_err(rt::why));
        }
    }

    fn a_member_can_be_aborted_alone() {
        let mut set = rt::JoinSet::new();
        let abort = set.spawn(async {
            let _loud = Loud("member");
            rt::sleep(Duration::from_secs(9)).await;
        });
        set.spawn(async { rt::sleep(Duration::from_millis(7)).await });
        rt::sleep(Duration::from_millis(2)).await;
        abort.abort();
        while let Some(result) = set.join_next().await {
            say!("{:?}", result.map_err(rt::why));
        }
    }

    fn abort_all_cancels_every_member() {
        let mut set = rt::JoinSet::new();
        for name in ["a", "b"] {
            set.spawn(async move {
                let _loud = Loud(name);
                rt::sleep(Duration::from_secs(1)).await;
            });
        }
        rt::sleep(Duration::from_millis(1)).await;
        set.abort_all();
        while let Some(result) = set.join_next().await {
            say!("{:?}", result.map_err(rt::why));
        }
    }

    fn shutdown_waits_until_every_member_is_gone() {
        let mut set = rt::JoinSet::new();
        for name in ["a", "b", "c"] {
            set.spawn(async move {
                let _loud = Loud(name);
                rt::sleep(Duration::from_secs(1)).await;
            });
        }
        rt::sleep(Duration::from_millis(1)).await;
        set.shutdown().await;
        say!("{} left", set.len());
    }

    fn detached_members_run_on() {
        let mut set = rt::JoinSet::new();
        set.spawn(async {
            rt::sleep(Duration::from_millis(3)).await;
            say!("member");
        });
        set.detach_all();
        say!("{}", set.is_empty());
        drop(set);
        rt::sleep(Duration::from_millis(5)).await;
        say!("main");
    }

    fn dropping_a_set_aborts_its_members() {
        let mut set = rt::JoinSet::new();
        set.spawn(async {
            let _loud = Loud("member");
            rt::sleep(Duration::from_secs(1)).await;
            say!("never");
        });
        rt::sleep(Duration::from_millis(1)).await;
        drop(set);
        rt::sleep(Duration::from_millis(1)).await;
        say!("main");
    }
}
