//! The whole playground: gallery, timeline, panes.

use yew::{Callback, Html, classes, html};

use super::announcement::Announcement;
use super::clockwork::Follows;
use super::compact_layout::Layout;
use super::controls::controls;
use super::divider::DividerLine;
use super::embed_dialog::embed_dialog;
use super::gallery::Gallery;
use super::glossary::glossary;
use super::heading::heading;
use super::help::help;
use super::hints::hints;
use super::notice::notice;
use super::panes::{Details, LeftPane, RightPane};
use super::print::paper;
use super::progress::progress;
use super::question::question;
use super::story::story;
use super::table::Table;
use super::timeline::Timeline;
use taskscope_session::Divider;
use taskscope_tell::say;

/// What only the whole playground has.
pub(super) struct Extras {
    /// Whether the page is our own.
    pub(super) is_own_page: bool,
    /// Whether a file is held over the page.
    pub(super) is_dropping: bool,
    /// Closes the gallery, where it is a menu.
    pub(super) on_chosen: Callback<()>,
}

pub(super) fn full_layout(layout: &Layout<'_>, extras: Extras) -> Html {
    let Layout { header, theme, root, .. } = layout;
    let (model, id) = (header.model, header.id.to_owned());
    let Extras { is_own_page, is_dropping, on_chosen } = extras;
    let preferences = model.session().preferences;
    let is_asking = model.session().is_asking();
    let is_first_visit = is_own_page && !preferences.are_hints_read;
    let divider = |divider: Divider| {
        html! { <DividerLine {divider} size={preferences.size(divider)} act={model.act.clone()} /> }
    };
    html! {
        <div class="app" ref={root.root.clone()} data-theme={theme.name()}>
            { controls(header) }
            <Gallery model={model.clone()} is_open={header.is_gallery_open} {on_chosen} />
            <main>
                // Inside, so that they belong to a landmark.
                { divider(Divider::Gallery) }
                { notice(model) }
                { progress(model) }
                { heading(model, &id) }
                { story(model) }
                <section class={classes!("timeline", is_asking.then_some("asked"))} aria-label={say::page::timeline()}>
                    <Timeline
                        model={model.following(Follows::Timeline)}
                        theme={*theme}
                        is_page={is_own_page}
                        id={id.clone()}
                    />
                    { question(model) }
                    <Table model={model.following(Follows::Table)} />
                </section>
                if is_first_visit { { hints(model) } }
                { divider(Divider::Bottom) }
                <div class="bottom">
                    <LeftPane model={model.clone()} />
                    <RightPane model={model.clone()} />
                </div>
                <Announcement model={model.following(Follows::Table)} />
                { divider(Divider::Details) }
            </main>
            <Details model={model.clone()} {id} />
            { glossary(model) }
            { help(model) }
            { embed_dialog(model) }
            if is_dropping {
                <p class="dropping">{ say::page_files::drop() }</p>
            }
            { paper(model, &root.print) }
        </div>
    }
}
