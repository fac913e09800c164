//! The arguments: which commands there are, and what was asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{
    Arg::{Long, Short, Value},
    Parser, ValueExt as _,
};
use taskscope_gallery::Demo;
use taskscope_runtime::choose::Policy;
use taskscope_session::{PICTURE_WIDTH, Settings};
use taskscope_simulate::rules;
use taskscope_trace::AxisKind;

use super::fault::Fault;
use super::outputs::{self, OUTPUTS, Output, USUAL};
use super::request::{self, Chosen, Request, Target};

/// The widths that a picture can have.
const WIDTHS: std::ops::RangeInclusive<u32> = 240..=10_000;

const OPTIONS: [(&str, &str); 7] = [
    ("--variant NAME", "one of the demo's variants; its first one if not said"),
    ("--knob NAME=VALUE", "turns a knob of the demo; as often as there are knobs"),
    ("--policy POLICY", "fifo, lifo, lifo:CAP, random or priority"),
    ("--seed N", "where random choices start from"),
    ("--budget N", "polls in a turn, before the host gets control back"),
    ("--axis AXIS", "clock, steps or elastic: how pictures show time"),
    ("--width PX", "how wide pictures are"),
];

/// One parsed command line.
#[derive(Debug)]
pub(crate) enum Invocation {
    Help,
    /// The gallery, or one demo of it.
    List(Option<&'static Demo>),
    Run(Request),
    /// What a site needs of the demos, into its folder.
    Site(PathBuf),
}

/// What can be said to the command.
pub(crate) fn help() -> String {
    let options = OPTIONS.map(|(usage, purpose)| help_line(usage, purpose));
    let outputs = OUTPUTS.iter().map(|output| {
        let file = if output.takes_file { " FILE" } else { "" };
        help_line(&format!("--{}{file}", output.name), output.purpose)
    });
    format!(
        "Runs taskscope's demos on the virtual clock, without a browser.\n\n\
         taskscope list [DEMO]           what there is to run; a demo's variants and knobs\n\
         taskscope run DEMO [OPTION]…    runs a demo and writes out what happened\n\
         taskscope site DIR              writes what a site needs of the demos, into demos/ there\n\n\
         Options of run:\n{}\n\
         What to write; `-` as FILE is standard output. Without any of these, {}:\n{}",
        options.concat(),
        USUAL.map(|name| format!("--{name}")).join(" and "),
        outputs.collect::<String>(),
    )
}

fn help_line(usage: &str, purpose: &str) -> String {
    format!("  {usage:20} {purpose}\n")
}

pub(crate) fn parse(mut parser: Parser) -> Result<Invocation, Fault> {
    let command = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Invocation::Help),
        Some(Value(command)) => command.string()?,
        Some(option) => return Err(option.unexpected().into()),
    };
    match command.as_str() {
        "help" => Ok(Invocation::Help),
        "list" => parse_list(&mut parser),
        "run" => parse_run(&mut parser),
        "site" => parse_site(&mut parser),
        _ => Err(Fault::Usage(format!(
            "there is no command `{command}`; `taskscope help` shows what there is"
        ))),
    }
}

fn parse_list(parser: &mut Parser) -> Result<Invocation, Fault> {
    let demo = match parser.next()? {
        None => return Ok(Invocation::List(None)),
        Some(Value(slug)) => request::demo(&slug.string()?)?,
        Some(option) => return Err(option.unexpected().into()),
    };
    match parser.next()? {
        None => Ok(Invocation::List(Some(demo))),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

fn parse_site(parser: &mut Parser) -> Result<Invocation, Fault> {
    let folder = match parser.next()? {
        None => {
            return Err(Fault::Usage(
                "`taskscope site` takes the folder of the site, such as `dist`".to_owned(),
            ));
        }
        Some(Value(folder)) => folder.into(),
        Some(option) => return Err(option.unexpected().into()),
    };
    match parser.next()? {
        None => Ok(Invocation::Site(folder)),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

/// What was said of a run; which variants and knobs there are, only its demo tells.
struct Said {
    demo: Option<String>,
    variant: Option<String>,
    knobs: Vec<String>,
    policy: Option<Policy>,
    seed: Option<u64>,
    budget: Option<u32>,
    axis: Option<AxisKind>,
    width: f64,
    outputs: Vec<Chosen>,
}

fn parse_run(parser: &mut Parser) -> Result<Invocation, Fault> {
    let mut said = Said {
        demo: None,
        variant: None,
        knobs: Vec::new(),
        policy: None,
        seed: None,
        budget: None,
        axis: None,
        width: PICTURE_WIDTH,
        outputs: Vec::new(),
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Value(demo) if said.demo.is_none() => said.demo = Some(demo.string()?),
            Long("help") | Short('h') => return Ok(Invocation::Help),
            Long(name) => {
                let name = name.to_owned();
                match outputs::find(&name) {
                    Some(output) => said.outputs.push(chosen(output, parser)?),
                    None => said.take(&name, parser)?,
                }
            }
            Short(_) | Value(_) => return Err(argument.unexpected().into()),
        }
    }
    said.into_request().map(Invocation::Run)
}

fn chosen(output: &'static Output, parser: &mut Parser) -> Result<Chosen, Fault> {
    if !output.takes_file {
        return Ok(Chosen { output, target: Target::Screen });
    }
    let file: OsString = parser.value()?;
    let target = if file == "-" { Target::StandardOutput } else { Target::File(file.into()) };
    Ok(Chosen { output, target })
}

impl Said {
    fn take(&mut self, option: &str, parser: &mut Parser) -> Result<(), Fault> {
        match option {
            "variant" => self.variant = Some(parser.value()?.string()?),
            "knob" => self.knobs.push(parser.value()?.string()?),
            "policy" => self.policy = Some(policy(&parser.value()?.string()?)?),
            "seed" => self.seed = Some(number(option, 0..=u64::MAX, parser)?),
            "budget" => self.budget = Some(number(option, 1..=u32::MAX, parser)?),
            "axis" => self.axis = Some(axis(&parser.value()?.string()?)?),
            "width" => self.width = number(option, WIDTHS, parser)?.into(),
            _ => return Err(Long(option).unexpected().into()),
        }
        Ok(())
    }

    fn into_request(self) -> Result<Request, Fault> {
        let slug = self.demo.ok_or_else(|| {
            Fault::Usage("`taskscope run` takes a demo; `taskscope list` shows them all".to_owned())
        })?;
        let mut settings = Settings::of(request::demo(&slug)?);
        let axis = self.axis.unwrap_or(settings.demo.view.axis);
        if let Some(name) = &self.variant {
            settings.variant = request::variant(settings.demo, name)?;
        }
        for said in &self.knobs {
            settings.knobs = request::turned(settings.demo, settings.knobs, said)?;
        }
        request::check_targets(&self.outputs)?;
        let mut outputs = self.outputs;
        if outputs.is_empty() {
            let usual = USUAL.iter().filter_map(|name| outputs::find(name));
            outputs.extend(usual.map(|output| Chosen { output, target: Target::Screen }));
        }
        let mut rules = rules(settings.scheduling());
        rules.policy = self.policy.unwrap_or(rules.policy);
        rules.seed = self.seed.unwrap_or(rules.seed);
        rules.budget.polls = self.budget.unwrap_or(rules.budget.polls);
        Ok(Request { settings, axis, rules, width: self.width, outputs })
    }
}

fn policy(said: &str) -> Result<Policy, Fault> {
    match said.split_once(':') {
        None if said == "fifo" => Ok(Policy::Fifo),
        None if said == "lifo" => Ok(Policy::LifoSlot { cap: None }),
        None if said == "random" => Ok(Policy::Random),
        None if said == "priority" => Ok(Policy::Priority),
        Some(("lifo", cap)) if cap.parse::<u32>().is_ok() => Ok(Policy::LifoSlot { cap: cap.parse().ok() }),
        _ => Err(Fault::Usage(format!(
            "--policy takes fifo, lifo, lifo:CAP (a whole number), random or priority, not `{said}`"
        ))),
    }
}

fn axis(said: &str) -> Result<AxisKind, Fault> {
    AxisKind::from_key(said)
        .ok_or_else(|| Fault::Usage(format!("--axis takes clock, steps or elastic, not `{said}`")))
}

/// The whole number that an option is given.
fn number<N>(option: &str, range: std::ops::RangeInclusive<N>, parser: &mut Parser) -> Result<N, Fault>
where
    N: std::str::FromStr + PartialOrd + std::fmt::Display,
{
    let said = parser.value()?.string()?;
    said.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        Fault::Usage(format!("--{option} takes a whole number from {least} to {most}, not `{said}`"))
    })
}
