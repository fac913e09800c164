//! The whole playground: header, demos, the timeline with its controls, and the panes where there is room for them.

use yew::{Callback, Html, classes, html};

use super::announcement::Announcement;
use super::clockwork::Follows;
use super::compact_layout::Layout;
use super::divider::divider;
use super::embed_dialog::embed_dialog;
use super::first_visit::{greeting, is_greeting, legend};
use super::gallery::Gallery;
use super::glossary::glossary;
use super::header::{Header, header};
use super::heading::heading;
use super::help::help;
use super::model::Model;
use super::notice::{notice, opened};
use super::panes::{Details, LeftPane, OnePane, RightPane};
use super::print::sheet;
use super::progress::progress;
use super::question::question;
use super::room::Room;
use super::spotlight::Spotlight;
use super::story::story;
use super::table::Table;
use super::timeline::Timeline;
use super::transport::transport;
use taskscope_session::Divider;
use taskscope_tell::say;

/// What only the whole playground has.
pub(super) struct Extras {
    /// Whether the page is our own.
    pub(super) is_own_page: bool,
    /// Whether a file is held over the page.
    pub(super) is_dropping: bool,
    /// How much room there is.
    pub(super) room: Room,
    /// Whether the gallery is to be seen.
    pub(super) is_gallery_open: bool,
    /// Closes the gallery, where it lies over the page.
    pub(super) on_chosen: Callback<()>,
}

pub(super) fn full_layout(layout: &Layout<'_>, extras: Extras) -> Html {
    let &Layout { model, id, theme, root, .. } = layout;
    let Extras { is_own_page, is_dropping, room, is_gallery_open, on_chosen } = extras;
    let session = model.session();
    let is_asking = session.is_asking();
    let is_greeted = is_own_page && is_greeting(&session);
    let has_legend = is_own_page && (is_greeted || session.story.stop().is_some());
    let is_sized = room == Room::Wide && session.preferences.size(Divider::Bottom) > 0;
    let bar = Header { model, id, room, is_gallery_open };
    let is_wide = room == Room::Wide;
    html! {
        <div class={classes!("app", (!is_gallery_open).then_some("closed"), session.teaching.is_on.then_some("teach"))} ref={root.root.clone()} data-theme={theme.name()}>
            { header(&bar) }
            <Gallery model={model.clone()} is_open={is_gallery_open} on_chosen={on_chosen.clone()} />
            if !is_wide && is_gallery_open { <div class="shade" onclick={on_chosen.reform(|_| ())}></div> }
            <main class={is_sized.then_some("sized")}>
                // Inside, so that they belong to a landmark.
                if is_wide && is_gallery_open { { divider(model, Divider::Gallery) } }
                { progress(model) }
                { opened(model) }
                if is_greeted { { greeting(model) } }
                if room != Room::Phone { { heading(model, id) } }
                { transport(model, id, room, is_greeted) }
                { story(model) }
                <section class={classes!("timeline", is_asking.then_some("asked"))} aria-label={say::page::timeline()}>
                    <Timeline
                        model={model.following(Follows::Timeline)}
                        {theme}
                        is_page={is_own_page}
                        id={id.to_owned()}
                    />
                    { question(model) }
                    <Table model={model.following(Follows::Table)} />
                </section>
                if has_legend { { legend(room) } }
                if is_wide { { divider(model, Divider::Bottom) } }
                <div class="bottom">{ panes(model, id, room) }</div>
                <Announcement model={model.following(Follows::Table)} />
            </main>
            if is_wide { <Details model={model.clone()} id={id.to_owned()} is_beside=true /> }
            { notice(model) }
            { glossary(model) }
            if session.teaching.has_spotlight { <Spotlight /> }
            { help(model) }
            { embed_dialog(model) }
            if is_dropping {
                <p class="dropping">{ say::page_files::drop() }</p>
            }
            { sheet(model, &root.print) }
        </div>
    }
}

/// What is under the timeline.
fn panes(model: &Model, id: &str, room: Room) -> Html {
    match room {
        Room::Wide => html! { <><LeftPane model={model.clone()} /><RightPane model={model.clone()} /></> },
        Room::Middle => html! {
            <><LeftPane model={model.clone()} has_state=true /><Details model={model.clone()} id={id.to_owned()} is_beside=false /></>
        },
        Room::Phone => html! { <OnePane model={model.clone()} /> },
    }
}
