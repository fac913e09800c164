//! What is left when the main task ends, and in which order it goes.

use std::sync::Arc;
use std::time::Duration;

use crate::say::{say, Loud};

same! {
    /// Oldest first on ours; in which order is left open by Tokio, which draws it by chance.
    fn tasks_that_are_alive_are_dropped() {
        for _ in 0..3 {
            drop(rt::spawn(async {
                let _loud = Loud("task");
                rt::sleep(Duration::from_secs(1)).await;
            }));
        }
        rt::sleep(Duration::from_millis(1)).await;
        say!("main ends");
    }

    fn tasks_that_never_ran_are_dropped_too() {
        let loud = Loud("captured");
        drop(rt::spawn(async move {
            say!("never");
            drop(loud);
        }));
        say!("main ends");
    }

    fn locals_of_main_are_dropped_before_the_tasks() {
        let _loud = Loud("local of main");
        drop(rt::spawn(async {
            let _loud = Loud("local of the task");
            std::future::pending::<()>().await;
        }));
        rt::yield_now().await;
        say!("main ends");
    }

    fn handles_of_main_do_not_keep_their_tasks() {
        let _handle = rt::spawn(async {
            let _loud = Loud("task");
            std::future::pending::<()>().await;
        });
        rt::yield_now().await;
        say!("main ends");
    }

    fn a_task_that_ends_with_the_run_drops_what_it_holds_last_first() {
        drop(rt::spawn(async {
            let _first = Loud("first");
            let _second = Loud("second");
            let third = async {
                let _loud = Loud("third");
                std::future::pending::<()>().await;
            };
            let fourth = async {
                let _loud = Loud("fourth");
                std::future::pending::<()>().await;
            };
            rt::join!(third, fourth);
        }));
        rt::yield_now().await;
        say!("main ends");
    }

    fn messages_in_a_channel_go_with_their_tasks() {
        let (tx, mut rx) = rt::sync::mpsc::channel(4);
        drop(rt::spawn(async move {
            let _loud = Loud("receiver");
            rt::sleep(Duration::from_secs(1)).await;
            rx.recv().await;
        }));
        tx.send(Loud("one")).await.ok();
        tx.send(Loud("two")).await.ok();
        rt::yield_now().await;
        say!("main ends");
    }

    fn a_set_of_main_aborts_its_members_before_the_others_go() {
        drop(rt::spawn(async {
            let _loud = Loud("other");
            std::future::pending::<()>().await;
        }));
        let mut set = rt::JoinSet::new();
        set.spawn(async {
            let _loud = Loud("member");
            std::future::pending::<()>().await;
        });
        rt::sleep(Duration::from_millis(1)).await;
        set.shutdown().await;
        say!("main ends");
    }

    fn spawning_while_the_run_ends_drops_the_new_task() {
        struct Spawner(Arc<Loud>);
        impl Drop for Spawner {
            fn drop(&mut self) {
                say!("spawner dropped, {}", Arc::strong_count(&self.0));
            }
        }
        let loud = Arc::new(Loud("shared"));
        let spawner = Spawner(Arc::clone(&loud));
        drop(rt::spawn(async move {
            let _spawner = spawner;
            std::future::pending::<()>().await;
        }));
        rt::yield_now().await;
        say!("main ends");
    }
}
