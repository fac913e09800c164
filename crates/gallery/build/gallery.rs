//! Writes the built-in lessons down as Rust: constants, so that nothing has to be read when a program starts that has them.

use std::fmt::Debug;

use taskscope_lessons::{Allowed, Clock, Knob, Lesson, Link, Question, Rules, Spot, Stop, Text, Variant};

/// A lesson and where its program is.
pub(crate) struct Pair {
    pub(crate) slug: String,
    /// The lesson's path.
    pub(crate) path: String,
    pub(crate) lesson: Lesson,
    /// The name of the section in Rust.
    pub(crate) section: String,
    /// The folder of the program's file.
    pub(crate) folder: String,
    /// The name of the program's file.
    pub(crate) stem: String,
}

/// Where the names of findings are.
const FINDINGS: &str = "one whose facts crates/judge/src/findings/ declares";
/// Where the names of orders are.
const ORDERS: &str = "one of `Order::key` in crates/gallery/src/scheduling.rs";

/// The folder of programs that nothing but a browser survives.
const BROWSER: &str = "browser";

/// The lists of the gallery, of pairs in its order.
pub(crate) fn gallery(pairs: &[Pair]) -> String {
    let demos: String = pairs.iter().map(Pair::demo).collect();
    let names = |is_browser: bool| {
        let of_list: Vec<_> = pairs.iter().filter(|pair| (pair.folder == BROWSER) == is_browser).collect();
        joined(&of_list, |pair| format!("&{},", pair.name()))
    };
    format!(
        "/// Demos that run natively, and on the virtual clock with the same trace everywhere.\n\
         pub static DEMOS: &[&Demo] = &[{}];\n\
         /// Demos of what only a browser does, and of programs that nothing but a browser survives.\n\
         pub static BROWSER_DEMOS: &[&Demo] = &[{}];\n\
         {demos}",
        names(false),
        names(true)
    )
}

/// What is known of each pair without its lesson and its source, in the order of the gallery.
pub(crate) fn entries(pairs: &[Pair]) -> String {
    let (of_browser, others): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| pair.folder == BROWSER);
    let all = [others, of_browser].concat();
    format!("pub(crate) static ENTRIES: &[Entry] = &[{}];\n", joined(&all, |pair| pair.entry()))
}

impl Pair {
    /// What its constants are called.
    fn name(&self) -> String {
        self.stem.to_uppercase()
    }

    fn entry(&self) -> String {
        let (slug, section, title) = (&self.slug, &self.section, &self.lesson.title);
        let variants: Vec<&str> = self.lesson.variants.iter().map(|variant| &*variant.name).collect();
        format!(
            "Entry {{ slug: {slug:?}, title: {title:?}, section: Section::{section}, variants: &{variants:?} }},"
        )
    }

    fn demo(&self) -> String {
        let Lesson { title, explanation, links, knobs, variants, questions, tour, .. } = &self.lesson;
        let (name, slug, section) = (self.name(), &self.slug, &self.section);
        let (links, knobs, tour) = (joined(links, link), joined(knobs, knob), joined(tour, stop));
        let variants = joined(variants, |variant| self.variant(variant));
        let allowed = joined(&self.lesson.allowed, |row| self.allowed(row));
        let questions = joined(questions, question);
        let view = self.view();
        format!(
            "static {name}: Demo = Demo {{ slug: {slug:?}, title: {title:?}, section: Section::{section}, \
             explanation: &{explanation:?}, links: &[{links}], knobs: &[{knobs}], variants: &[{variants}], allowed: &[{allowed}], \
             view: {view}, \
             questions: &[{questions}], tour: &[{tour}], source: &sources::{name} }};\n"
        )
    }

    fn variant(&self, variant: &Variant) -> String {
        let Variant { name, says, watch, finds, rules, is_endless } = variant;
        let finding = finds.as_ref().map(|finds| self.finding(finds));
        format!(
            "Variant {{ demo: {:?}, name: {name:?}, sentence: {says:?}, watch: {watch:?}, scheduling: {}, finding: {}, \
             is_endless: {is_endless}, recorded: {{ static RUN: RecordedRun = RecordedRun::awaited(); &RUN }} }},",
            self.slug,
            self.scheduling(rules),
            option(finding)
        )
    }

    fn scheduling(&self, rules: &Rules) -> String {
        let Rules { order, seed, operations, polls } = rules;
        let order = order.as_ref().map(|order| self.checked("order", order, ORDERS));
        let order = order.map(|order| format!("order: {order}, "));
        let number = |name: &str, number: &Option<u32>| number.map(|number| format!("{name}: {number}, "));
        let fields = [order, number("seed", seed), number("operations", operations), number("polls", polls)];
        let fields: String = fields.into_iter().flatten().collect();
        if fields.is_empty() {
            "Scheduling::DEFAULT".to_owned()
        } else {
            format!("Scheduling {{ {fields}..Scheduling::DEFAULT }}")
        }
    }

    fn allowed(&self, row: &Allowed) -> String {
        let Allowed { variants, finds, because } = row;
        format!("Allowed {{ variants: &{variants:?}, kind: {}, reason: {because:?} }},", self.finding(finds))
    }

    fn finding(&self, name: &Text) -> String {
        self.checked("finding", name, FINDINGS)
    }

    /// A call of the function that finds the meaning of a name, `finding` or `order`. If nothing has that name, it stops the
    /// build with a sentence that says where the names are.
    fn checked(&self, function: &str, name: &Text, names: &str) -> String {
        let (path, line) = (&self.path, name.line);
        let otherwise = format!("{path}:{line}: no {function} is called `{}`: write {names}.", &**name);
        format!("{function}({name:?}, {otherwise:?})")
    }

    fn view(&self) -> String {
        let view = &self.lesson.view;
        let clock = match view.clock {
            Clock::Virtual => None,
            Clock::Browser => Some("clock: Clock::Browser, ".to_owned()),
        };
        let selected = view.selected.as_ref().map(|task| format!("selected: Some({task:?}), "));
        let folded = (!view.folded.is_empty()).then(|| format!("folded: &{:?}, ", view.folded));
        let fields: String = [clock, selected, folded].into_iter().flatten().collect();
        format!("View {{ {fields}..View::DEFAULT }}")
    }
}

fn link(link: &Link<Text>) -> String {
    format!("Link {{ label: {:?}, url: {:?} }},", link.label, link.url)
}

fn knob(knob: &Knob<Text>) -> String {
    let Knob { name, kind, min, max, default, hint } = knob;
    format!(
        "Knob {{ name: {name:?}, kind: KnobKind::{kind:?}, min: {min}, max: {max}, default: {default}, hint: {hint:?} }},"
    )
}

fn question(question: &Question<Text, Vec<Text>>) -> String {
    let Question { variant, asks, answer, at, shows, choices, because } = question;
    // As `Debug` writes it, but for the names of the types.
    let answer = format!("Answer::{answer:?}").replace("NextPolled(", "NextPolled(Spot::");
    let spot = |spot: &Option<Spot<Text>>| option(spot.as_ref().map(|spot| format!("Spot::{spot:?}")));
    let (at, shows) = (spot(at), spot(shows));
    format!(
        "Question {{ variant: {variant:?}, asks: {asks:?}, answer: {answer}, at: {at}, shows: {shows}, \
         choices: &{choices:?}, because: {because:?} }},"
    )
}

fn stop(stop: &Stop<Text>) -> String {
    let Stop { variant, at, says } = stop;
    format!("Stop {{ variant: {variant:?}, at: Spot::{at:?}, says: {says:?} }},")
}

fn joined<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect()
}

fn option(value: Option<impl Debug + AsRef<str>>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({})", value.as_ref()))
}
