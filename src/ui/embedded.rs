//! The app in somebody else's page: a header, and the parts that its author chose.

use yew::{Html, NodeRef, html};

use super::announcement::Announcement;
use super::controls::{Header, embedded_controls};
use super::heading::embedded_heading;
use super::knobs::knobs;
use super::model::Model;
use super::notice::notice;
use super::panes::{Happened, SourcePane, Standing, output};
use super::printing::paper;
use super::table::Table;
use super::timeline::Timeline;
use super::work::work;
use taskscope_session::{Part, Parts, Theme};

/// What it shows beside the session.
pub(super) struct Embedded<'a> {
    pub(super) model: &'a Model,
    /// The models of what has a pace of its own.
    pub(super) viewed: Model,
    pub(super) slow: Model,
    pub(super) header: Header<'a>,
    pub(super) parts: &'a Parts,
    pub(super) theme: Theme,
    pub(super) root: NodeRef,
    pub(super) print: NodeRef,
}

pub(super) fn embedded(props: Embedded<'_>) -> Html {
    let Embedded { model, viewed, slow, header, parts, theme, root, print } = props;
    let id = header.id.to_owned();
    let has_controls = parts.has(Part::Controls);
    let pane = |name: &'static str, content: Html| {
        html! { <section class="pane" role={model.pane_role} part={name.to_lowercase()} aria-label={name}><div class="panel" tabindex="0">{ content }</div></section> }
    };
    html! {
        <div class="app embedded" part="app" ref={root} data-theme={theme.name()}>
            { embedded_controls(&header, has_controls) }
            { notice(model) }
            { work(model) }
            { embedded_heading(model, &id, has_controls) }
            <div class="parts">
                if parts.has(Part::Timeline) {
                    <section class="timeline" role={model.pane_role} part="timeline" aria-label="Timeline">
                        <Timeline model={viewed} {theme} is_page=false {id} />
                        <Table model={slow.clone()} />
                    </section>
                }
                if parts.has(Part::Source) { { pane("Source", html! { <SourcePane model={model.clone()} /> }) } }
                if parts.has(Part::Output) { { pane("Output", output(model)) } }
                if parts.has(Part::Happened) { <Happened model={model.clone()} /> }
                if parts.has(Part::State) { <Standing model={model.clone()} /> }
            </div>
            if has_controls { { knobs(model) } }
            <Announcement model={slow} />
            { paper(model, &print) }
        </div>
    }
}
