//! The poster of the playground: the page as it opens. It has what belongs to each amount of room and to each of the visitor's
//! habits, in attributes `data-for`; a script takes out what is for others.
//!
//! The words are `wide`, `middle` and `phone`, of the page's room; `open` and `closed`, of the list of demos; and `greeted`.

use taskscope_format::Clock;
use taskscope_gallery::{Entry, entries};
use taskscope_tell::{Piece, say};

use super::element::{button, timeline, variants};
use super::markup::{LOGO, escaped, icon, prose};
use super::page_panes::{bottom, details};
use crate::icons::{DEMOS, MORE, PAUSE, PLAY, STEP_BACK, STEP_FORWARD, TO_START};
use crate::{Divider, RunButton, Session, Settings, Speed, Way};

/// Draws the page; `picture` is the body of the timeline's picture.
#[must_use]
pub fn page(session: &Session, picture: &str) -> String {
    let Some(settings) = session.settings() else { return String::new() };
    let lengths = Divider::ALL.map(|divider| (divider.name(), divider.sizes()[1]));
    let lengths = lengths.iter().filter(|(_, size)| *size > 0);
    let lengths: Vec<_> = lengths.map(|(name, size)| format!("--{name}-size: {size}px")).collect();
    let class = if session.is_asking() { "timeline asked" } else { "timeline" };
    format!(
        "<div class=\"app\" data-lengths=\"{}\">{}{}<main>{}{}{}{}{}{}</main>{}</div>",
        lengths.join("; "),
        header(session, settings),
        gallery(settings),
        greeting(settings),
        title(session, settings),
        transport(session, settings),
        timeline(session, class, picture, &question(session)),
        legend(),
        bottom(session),
        details(session),
    )
}

fn header(session: &Session, settings: Settings) -> String {
    let demos = escaped(&say::page::demos());
    let section = settings.demo.section.title();
    let (section, _) = section.split_once(" · ").unwrap_or((&section, ""));
    let tour = if settings.demo.tour.is_empty() {
        String::new()
    } else {
        format!(
            "<button class=\"btn tour\" data-for=\"wide middle\">{}</button>",
            escaped(&say::page_heading::tour())
        )
    };
    let more = escaped(&say::page_files::name());
    format!(
        "<header><button class=\"btn icon plain\" aria-label=\"{demos}\" title=\"{demos}\">{}</button>\
         <h1 class=\"place\" data-for=\"phone\">{}</h1>\
         <span class=\"brand\" data-for=\"wide middle\">{LOGO}<b>taskscope</b></span>\
         <span class=\"crumb\" data-for=\"closed\"><span>{}</span><span aria-hidden=\"true\">/</span><b>{}</b></span>\
         <span class=\"space\"></span>{}{tour}\
         <details class=\"drop share\" data-for=\"wide middle\"><summary class=\"btn\">{}</summary></details>\
         <details class=\"drop export\"><summary class=\"btn icon\" aria-label=\"{more}\" title=\"{more}\">{}</summary></details>\
         </header>",
        icon(DEMOS),
        escaped(&session.heading()),
        escaped(section),
        escaped(settings.demo.title),
        variant_list(settings),
        escaped(&say::page_files::share()),
        icon(MORE),
    )
}

/// The variants where a row of them takes too much room.
fn variant_list(settings: Settings) -> String {
    let variants = settings.demo.variants;
    if variants.len() < 2 {
        return String::new();
    }
    let label = escaped(&say::page_heading::variant());
    let option = |name: &str| {
        let selected = if name == settings.variant.name { " selected=\"\"" } else { "" };
        format!("<option{selected}>{}</option>", escaped(name))
    };
    let options: String = variants.iter().map(|variant| option(variant.name)).collect();
    format!(
        "<select class=\"pick\" data-for=\"phone\" aria-label=\"{label}\" title=\"{label}\">{options}</select>"
    )
}

/// The list of demos: its links lead there without any app.
fn gallery(settings: Settings) -> String {
    let both = escaped(&say::page_gallery::both());
    let seen = escaped(&say::page_gallery::seen());
    let link = |entry: &Entry| {
        let current = if entry.slug == settings.demo.slug { " aria-current=\"page\"" } else { "" };
        let bad = if entry.has_bad() {
            format!("<small class=\"both\" role=\"img\" aria-label=\"{both}\">⇄</small>")
        } else {
            String::new()
        };
        format!(
            "<li><a href=\"?demo={}\"{current}><span>{}</span>{bad}</a></li>",
            entry.slug,
            escaped(entry.title)
        )
    };
    let section = |entries: &[Entry]| {
        let title = entries.first().map_or_else(String::new, |entry| entry.section.title());
        let (name, number) = title.split_once(" · ").unwrap_or((&title, ""));
        let links: String = entries.iter().map(link).collect();
        format!(
            "<section><h2>{}<small>{}</small></h2><ul>{links}</ul></section>",
            escaped(name),
            escaped(number)
        )
    };
    let sections: String = entries().chunk_by(|one, next| one.section == next.section).map(section).collect();
    format!(
        "<nav class=\"gallery open\" data-for=\"open\" aria-label=\"{}\">\
         <input class=\"search\" type=\"search\" placeholder=\"{}\" aria-label=\"{}\"/>\
         <template><small class=\"seen\" role=\"img\" title=\"{seen}\" aria-label=\"{seen}\">✓</small></template><div>{sections}</div></nav>",
        escaped(&say::page::demos()),
        escaped(&say::page_gallery::placeholder()),
        escaped(&say::page_gallery::find()),
    )
}

fn greeting(settings: Settings) -> String {
    let stops = settings.demo.tour.len();
    let tour = if stops == 0 {
        String::new()
    } else {
        format!(
            "<button class=\"btn primary\">{}{}</button><span class=\"note\">{}</span>",
            icon(PLAY),
            escaped(&say::page_greeting::tour()),
            escaped(&say::page_greeting::stops(stops as u64)),
        )
    };
    format!(
        "<div class=\"greeting\" data-for=\"greeted\"><h2>{}</h2><p>{}</p><div class=\"row\">{tour}\
         <span class=\"space\"></span><button class=\"btn plain\">{}</button></div></div>",
        escaped(&say::page_greeting::claim()),
        escaped(&say::page_greeting::how()),
        escaped(&say::page_greeting::hide()),
    )
}

fn title(session: &Session, settings: Settings) -> String {
    let watch = if session.is_asking() {
        escaped(&say::page_question::hint())
    } else {
        prose(settings.variant.watch)
    };
    format!(
        "<div class=\"title\" data-for=\"wide middle\"><h1>{}</h1>{}<span class=\"space\"></span>{}<p class=\"watch\">{watch}</p></div>",
        escaped(&session.heading()),
        variants(session),
        way(session),
    )
}

fn way(session: &Session) -> String {
    let Some(Way { before, place, all, after }) = session.way() else { return String::new() };
    let to = |label: Option<String>, arrow: &str| {
        label.map_or_else(String::new, |label| {
            let label = escaped(&label);
            format!("<button class=\"btn plain\" title=\"{label}\" aria-label=\"{label}\">{arrow}</button>")
        })
    };
    format!(
        "<nav class=\"way\" aria-label=\"{}\">{}<span>{}</span>{}</nav>",
        escaped(&say::page_heading::way()),
        to(before.map(|stop| say::page_heading::previous(stop.demo.title)), "‹"),
        escaped(&say::page_heading::place(place as u64, all as u64)),
        to(after.map(|stop| say::page_heading::next(stop.demo.title)), "›"),
    )
}

fn transport(session: &Session, settings: Settings) -> String {
    let [step, time] = session.position_text();
    let is_at_start = session.cursor().0 == 0;
    let can_go_on = session.can_go_on();
    let act = |can_act: bool| can_act.then_some("");
    let (play, sign) = match session.run_button() {
        RunButton::Run => (say::page_controls::run(), PLAY),
        RunButton::Play => (say::page_controls::play(), PLAY),
        RunButton::Pause => (say::page_controls::pause(), PAUSE),
    };
    let (cursor, end) = (session.cursor().0, session.run.trace().end().0);
    let off = if can_go_on { "" } else { " disabled=\"\"" };
    let real = if settings.variant.is_endless {
        format!(
            "<span class=\"cluster real\">{}{}</span>",
            button(&say::page_controls::restart(), crate::icons::RESTART, act(true)),
            button(&say::page_controls::stop(), crate::icons::STOP, act(session.is_live())),
        )
    } else {
        String::new()
    };
    format!(
        "<div class=\"transport\">\
         <input class=\"scrubber\" data-for=\"phone\" type=\"range\" min=\"0\" max=\"{end}\" value=\"{cursor}\" aria-label=\"{}\"/>\
         <div class=\"controls\" role=\"toolbar\" aria-label=\"{}\"><span class=\"cluster\">{}{}\
         <button class=\"btn play\"{off}>{}{}</button>{}{real}</span>{}</div><span class=\"space\"></span>\
         <p class=\"position\"><b role=\"status\" data-status=\"{}\">{}</b><span class=\"step\">{}<span class=\"at-time\">{}</span></span></p></div>",
        escaped(&say::page_controls::step()),
        escaped(&say::page_controls::label()),
        button(&say::page_controls::to_start(), TO_START, act(!is_at_start)),
        button(&say::page_controls::step_back(), STEP_BACK, act(!is_at_start)),
        icon(sign),
        escaped(&play),
        button(&say::page_controls::step_forward(), STEP_FORWARD, act(can_go_on)),
        rules(settings),
        session.status_kind(),
        escaped(&session.status_text()),
        escaped(&step),
        escaped(&time),
    )
}

/// The pace, the clock and the scheduler.
fn rules(settings: Settings) -> String {
    let clocks = [say::page_controls::virtual_clock(), say::page_controls::browser_clock()];
    let checked = [Clock::Virtual, Clock::Browser].map(|clock| clock == settings.clock);
    let choice = |(name, is_checked): (String, bool)| {
        let checked = if is_checked { " checked=\"\"" } else { "" };
        format!("<label><input type=\"radio\"{checked}/><span>{}</span></label>", escaped(&name))
    };
    let clocks: String = clocks.into_iter().zip(checked).map(choice).collect();
    format!(
        "<details class=\"drop pace\"><summary class=\"btn plain\"><span class=\"name\">{} </span><b data-less=\"{}\">{}</b></summary></details>\
         <div class=\"seg\" role=\"radiogroup\" data-for=\"wide middle\" aria-label=\"{}\">{clocks}</div>\
         <details class=\"drop rules\" data-for=\"wide middle\"><summary class=\"btn\"><span class=\"value\"><span class=\"name\">{}</span>{}</span></summary></details>",
        escaped(&say::page_controls::pace()),
        escaped(&Speed::Max.label()),
        escaped(&Speed::Normal.label()),
        escaped(&say::page_controls::clock()),
        escaped(&say::page_rules::name()),
        escaped(&settings.scheduling().order.name()),
    )
}

/// The question that is open; its place is empty if there is none.
fn question(session: &Session) -> String {
    let Some(open) = session.prediction().filter(|_| session.is_asking()) else { return String::new() };
    let choice = |(index, value): (usize, &taskscope_gallery::Value)| {
        format!(
            "<li><button><kbd aria-hidden=\"true\">{}</kbd><span>{}</span></button></li>",
            index + 1,
            escaped(&value.text())
        )
    };
    let choices: String = open.choices().iter().enumerate().map(choice).collect();
    format!(
        "<div class=\"question\"><p class=\"eyebrow\">{}</p><h2>{}</h2><ol>{choices}</ol>\
         <p class=\"aside\"><button class=\"btn plain\">{}</button><button class=\"btn plain\">{}</button></p></div>",
        escaped(&say::page_question::predict()),
        prose(open.question().asks),
        escaped(&say::page_question::skip()),
        escaped(&say::page_question::never()),
    )
}

/// The three states of a task as the lanes draw them, and the two keys to begin with.
fn legend() -> String {
    let states = [
        ("running", say::page_greeting::running()),
        ("ready", say::page_greeting::ready()),
        ("waiting", say::page_greeting::waiting()),
    ];
    let states =
        states.map(|(class, says)| format!("<li><i class=\"swatch {class}\"></i>{}</li>", escaped(&says)));
    let piece = |piece: Piece| match piece {
        Piece::Said(key) => format!("<kbd>{}</kbd>", escaped(&key)),
        Piece::Text(text) => escaped(&text),
        Piece::Task(_) | Piece::Future { .. } | Piece::Line(_) => String::new(),
    };
    let keys = say::page_greeting::keys(".", &say::page_keys::space()).into_pieces();
    let keys: String = keys.into_iter().map(piece).collect();
    format!(
        "<div class=\"reading\" data-for=\"greeted\"><ul>{}</ul><p data-for=\"wide middle\">{keys}</p></div>",
        states.concat()
    )
}
