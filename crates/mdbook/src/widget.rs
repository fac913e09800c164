//! A block that can be shown: what it says, checked.

use std::borrow::Cow;

use taskscope_session::{LinkedStep, spelling};
use taskscope_trace::AxisKind;

use crate::attributes::{self, NAMES};
use crate::info::{Pair, value_of};
use crate::program::{KNOB, Program, is_of_demo};

/// How high an element is if its block does not say so, in CSS pixels.
const USUAL_HEIGHT: u32 = 420;

/// A block that can be shown.
#[derive(Debug)]
pub(crate) struct Widget {
    /// What is shown.
    pub(crate) program: Program,
    /// Along which axis.
    pub(crate) axis: AxisKind,
    /// Where the cursor stands at first.
    pub(crate) step: Option<LinkedStep>,
    /// The attributes of the element, but for its height.
    pub(crate) attributes: Vec<Pair>,
    /// In CSS pixels.
    pub(crate) height: u32,
    /// What the author says of it; empty for nothing.
    said: String,
}

impl Widget {
    /// Checks the settings of a block.
    pub(crate) fn new(pairs: Vec<Pair>, caption: &str) -> Result<Self, String> {
        let program = Program::named(&pairs)?;
        for Pair { name, value } in pairs.iter().filter(|pair| !is_of_demo(&pair.name)) {
            let takes = attributes::takes(name).ok_or_else(|| unknown(name, &program))?;
            takes.check(name, value.as_deref())?;
        }
        let axis = value_of(&pairs, "axis").and_then(AxisKind::from_key).unwrap_or(program.axis());
        let height = value_of(&pairs, "height").and_then(|value| value.parse().ok()).unwrap_or(USUAL_HEIGHT);
        let version = value_of(&pairs, "format").and_then(|value| value.parse().ok());
        let count = value_of(&pairs, "step").and_then(|value| value.parse().ok());
        let step = count.and_then(|count| LinkedStep::counting(count, version));
        let said = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        let attributes = pairs.into_iter().filter(|pair| pair.name != "height").collect();
        Ok(Self { program, axis, step, attributes, height, said })
    }

    /// What stands below it.
    pub(crate) fn caption(&self) -> Cow<'_, str> {
        if self.said.is_empty() { self.program.sentence().into() } else { self.said.as_str().into() }
    }
}

fn unknown(name: &str, program: &Program) -> String {
    let knobs = program.knobs();
    let known = ["demo", "variant"].into_iter().chain(NAMES).chain(knobs.iter().map(String::as_str));
    let all = format!("there are `demo`, `variant`, `{}` and `{KNOB}…`", NAMES.join("`, `"));
    format!("there is no setting `{name}`; {}", spelling::hint(name, known, &all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::info;
    use taskscope_session::{Embed, EmbedForm, EmbedSource, Part, Theme};

    fn widget(info: &str) -> Result<Widget, String> {
        Widget::new(info::read(info).expect("it is one of ours").expect("it can be read"), " A  caption \n")
    }

    #[test]
    fn everything_that_is_said_is_in_the_settings() {
        let widget = widget(
            "taskscope demo=counting variant=join knob-pause=20 axis=steps policy=random seed=7 step=3 height=300",
        )
        .expect("all of it exists");
        assert_eq!(
            widget.program.query(widget.step).as_deref(),
            Some("demo=counting&variant=join&axis=steps&policy=random&seed=7&pause=20&step=3")
        );
        assert_eq!((widget.axis, widget.height, &*widget.caption()), (AxisKind::Steps, 300, "A caption"));
        assert!(widget.attributes.iter().all(|pair| pair.name != "height"));
    }

    #[test]
    fn what_is_not_there_is_told_with_what_there_is() {
        let said = |info: &str| widget(info).expect_err("it does not exist");
        assert!(said("taskscope").starts_with("it names no program"));
        assert_eq!(said("taskscope demo=countin"), "there is no demo `countin`; did you mean `counting`?");
        assert!(said("taskscope demo=counting variant=x").contains("only `spawn`"));
        assert!(said("taskscope demo=counting knob-pauze=1").contains("did you mean `pause`?"));
        assert!(said("taskscope demo=counting knob-zebra=1").contains("it has `"));
        assert!(said("taskscope demo=counting knob-pause=-1").contains("takes a whole number"));
        assert!(said("taskscope demo=counting pause=1").contains("did you mean `knob-pause`?"));
        assert!(said("taskscope demo=counting colour=red").contains("there are `demo`, `variant`, `clock`"));
        assert!(said("taskscope demo=counting axis=up").contains("`elastic`"));
        assert!(
            said("taskscope demo=counting step=3 format=9")
                .contains("`format` takes a whole number from 1 to 2")
        );
        assert!(said("taskscope demo=counting seed=x").contains("`seed` takes a whole number"));
    }

    /// What the playground writes for authors: its first line, with everything that can be chosen.
    #[test]
    fn a_block_that_was_copied_in_the_playground_is_understood() {
        let embed = Embed { parts: Part::ALL.into(), theme: Theme::Dark, height: 600, is_playing: true };
        let said = |source| {
            let block = embed.code(EmbedForm::Book, source, "https://example.org/");
            widget(block.trim_start_matches('`').lines().next().unwrap_or_default())
        };
        let query = "demo=counting&variant=join&axis=steps&policy=random&seed=7&pause=20&step=3&format=2";
        let copied = said(EmbedSource::Program(query)).expect("all of it exists");
        assert_eq!(copied.program.query(copied.step).as_deref(), Some(query));
        assert_eq!(copied.height, 600);
        assert!(said(EmbedSource::Recording("a run.taskscope.json")).is_ok());
    }

    #[test]
    fn a_saved_run_is_not_run_again() {
        let widget = widget("taskscope src=runs/a.json axis=clock").expect("nothing speaks against it");
        assert_eq!((widget.axis, widget.program.query(None)), (AxisKind::Clock, None));
        let said = |info: &str| self::widget(info).expect_err("it means nothing");
        assert!(said("taskscope src=a.json demo=counting").starts_with("`demo` has no meaning"));
        assert!(said("taskscope src=a.json policy=fifo").starts_with("`policy` has no meaning"));
    }
}
