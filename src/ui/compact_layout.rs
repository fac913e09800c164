//! The app in somebody else's page: a header, and the parts that its author chose.

use yew::{Html, html};

use super::announcement::Announcement;
use super::clockwork::Follows;
use super::controls::compact_controls;
use super::glossary::glossary;
use super::heading::compact_heading;
use super::help::help;
use super::knobs::knobs;
use super::model::Model;
use super::notice::notice;
use super::panes::{LeftPane, RightPane, SourcePane, output};
use super::print::paper;
use super::progress::progress;
use super::root_element::RootElement;
use super::table::Table;
use super::timeline::Timeline;
use taskscope_session::{Part, Parts, Theme};
use taskscope_tell::say;

/// What every layout shows beside the session.
pub(super) struct Layout<'a> {
    pub(super) model: &'a Model,
    /// Makes names of radio buttons unique.
    pub(super) id: &'a str,
    pub(super) parts: &'a Parts,
    pub(super) theme: Theme,
    pub(super) root: &'a RootElement,
}

pub(super) fn compact_layout(layout: &Layout<'_>) -> Html {
    let &Layout { model, id, parts, theme, root } = layout;
    let id = id.to_owned();
    let has_controls = parts.has(Part::Controls);
    let pane = |part: Part, content: Html| {
        html! { <section class="pane" role={model.pane_role} part={part.name()} aria-label={part.label()}><div class="panel" tabindex="0">{ content }</div></section> }
    };
    html! {
        <div class="app embedded" part="app" ref={root.root.clone()} data-theme={theme.name()}>
            { compact_controls(model, &id, has_controls) }
            { notice(model) }
            { progress(model) }
            { compact_heading(model, &id, has_controls) }
            <div class="parts">
                if parts.has(Part::Timeline) {
                    <section class="timeline" role={model.pane_role} part="timeline" aria-label={say::page::timeline()}>
                        <Timeline model={model.following(Follows::Timeline)} {theme} is_page=false {id} />
                        <Table model={model.following(Follows::Table)} />
                    </section>
                }
                if parts.has(Part::Source) { { pane(Part::Source, html! { <SourcePane model={model.clone()} /> }) } }
                if parts.has(Part::Output) { { pane(Part::Output, output(model)) } }
                if parts.has(Part::Happened) { <LeftPane model={model.clone()} /> }
                if parts.has(Part::State) { <RightPane model={model.clone()} /> }
            </div>
            if has_controls { { knobs(model) } }
            <Announcement model={model.following(Follows::Table)} />
            { help(model) }
            { glossary(model) }
            { paper(model, &root.print) }
        </div>
    }
}
