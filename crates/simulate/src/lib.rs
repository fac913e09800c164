//! Joins the demos of the gallery to their programs: what a visitor chose becomes what the runtime takes.
//!
//! The gallery knows no program, and no program knows its lesson; whoever runs one begins here. Begin with [`Simulate`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

#[cfg(not(target_arch = "wasm32"))]
mod panics;
#[cfg(not(target_arch = "wasm32"))]
mod run_bytes;

#[cfg(not(target_arch = "wasm32"))]
pub use run_bytes::{MOST_RECORDED, recorded_run};
use taskscope_gallery::{Knobs, Scheduling, Variant};
use taskscope_programs::Main;
use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::{Rules, simulate_with};

/// A variant that can be run.
pub trait Simulate {
    /// What makes its main task.
    ///
    /// # Panics
    /// If the program has no such variant, which the build of the gallery rules out.
    fn program(&self) -> &'static Main;

    /// Runs it on the virtual clock to its end, scheduled by these rules. A panic is the end of the run, as it is in a
    /// browser.
    #[must_use]
    fn simulate_with(&self, knobs: Knobs, rules: Rules) -> Recording;

    /// Runs it on the virtual clock to its end, by its own rules.
    #[must_use]
    fn simulate(&self, knobs: Knobs) -> Recording;
}

impl Simulate for Variant {
    fn program(&self) -> &'static Main {
        let Self { demo, name, .. } = self;
        taskscope_programs::find(demo, name).unwrap_or_else(|| panic!("`{demo}` has no program `{name}`"))
    }

    fn simulate_with(&self, knobs: Knobs, rules: Rules) -> Recording {
        let program = self.program();
        let main = (program.start)(values(knobs));
        #[cfg(not(target_arch = "wasm32"))]
        let _reporting = panics::report();
        simulate_with(Recorder::DEFAULT_CAPACITY, rules, Main::NAME, main, program.place)
    }

    fn simulate(&self, knobs: Knobs) -> Recording {
        self.simulate_with(knobs, rules(self.scheduling))
    }
}

/// The values of knobs as a program takes them.
#[must_use]
pub fn values(knobs: Knobs) -> taskscope_programs::Knobs {
    taskscope_programs::Knobs::of(knobs.iter().map(|(knob, value)| (knob.name, value)))
}

/// The rules as the executor takes them.
///
/// # Panics
/// If the programs don't know the order, which a test rules out.
#[must_use]
pub fn rules(scheduling: Scheduling) -> Rules {
    let Scheduling { order, seed, operations, polls } = scheduling;
    let rules = taskscope_programs::rules(order.key(), seed, operations, polls);
    rules.unwrap_or_else(|| panic!("no program knows the order `{}`", order.key()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use taskscope_gallery::{Order, all};
    use taskscope_runtime::choose::Policy;

    #[test]
    fn the_default_rules_are_those_of_the_runtime() {
        assert_eq!(rules(Scheduling::DEFAULT), Rules::default());
    }

    #[test]
    fn every_order_is_known() {
        let policies = Order::ALL.map(|order| rules(Scheduling::DEFAULT.ordered(order)).policy);
        assert_eq!(policies[0], Policy::Fifo);
        for (index, policy) in policies.iter().enumerate() {
            assert!(!policies[..index].contains(policy), "{policy:?} has two names");
        }
    }

    #[test]
    fn every_variant_has_its_program_and_every_program_is_of_a_variant() {
        let mut variants = 0;
        for demo in all() {
            for variant in demo.variants {
                assert_eq!(variant.program().name, variant.name, "{}", demo.slug);
                variants += 1;
            }
        }
        assert_eq!(variants, taskscope_programs::all().iter().map(|(_, mains)| mains.len()).sum::<usize>());
    }
}
