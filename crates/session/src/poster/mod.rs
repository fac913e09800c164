//! The poster of a run: what stands in the place of the app before the app is there, as that of a video does.
//!
//! It is the app as it opens, without anything to start: the [picture] of the timeline, which follows width, height
//! and theme by style rules alone; the [frame](element) that an element has around it; and the run in [words](sentences), for
//! readers without scripts and for search engines. All of it is read from a session that was opened as the app opens its
//! own, so while a question is open, it knows nothing of what comes after the question's step.

mod element;
mod markup;
mod page;
mod page_panes;
mod sentences;
mod source;

use taskscope_format::Clock;
use taskscope_scene::svg::{Caption, Fluid, print_fluid, print_still};
use taskscope_scene::themes::THEMES;
use taskscope_scene::{
    Model, Overview, View, drawn_heights, max_scroll, overview_width, scene_with, scroll_to,
};

use super::{Action, Marked, Session, Settings, lanes_of, view_of};
pub use element::element;
pub use markup::{escaped, prose};
pub use page::page;
pub use sentences::{question, sentences, sentences_after};

/// Who opens an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// An element in somebody else's page: the run is shown whole.
    Element,
    /// The playground: its question is asked first.
    Playground,
}

/// A session as the app has it once a program was run that recorded these words. `None` for a run in real time, which is
/// another each time.
#[must_use]
pub fn opened(settings: Settings, words: &[u32], opening: Opening) -> Option<Session> {
    if settings.clock != Clock::Virtual {
        return None;
    }
    let session = Session::new(settings);
    let mut session = if opening == Opening::Playground { session.asking() } else { session };
    // What there is to do about it was done already.
    session.apply(Action::Choose(settings));
    if opening == Opening::Element {
        session.apply(Action::ShowWhole);
    }
    let run = session.run_number;
    session.apply(Action::Batch { run, words: words.to_vec() });
    Some(session)
}

/// The timeline of a session, as a picture that follows its room.
#[must_use]
pub fn picture(session: &Session) -> Fluid {
    drawn(session, |model, caption| {
        print_fluid(&drawn_heights(model), caption, &THEMES, |width, height| {
            let view = view_of(session, (width, height));
            let view = View { overview: overview_width(model, &view), ..view };
            // Where all lanes fit, nothing is scrolled.
            let most = max_scroll(model, &view);
            let scroll = session.view.selected.map_or(0.0, |task| scroll_to(model, &view, task).min(most));
            let view = View { scroll, ..view };
            (view, scene_with(model, &view, &mut Overview::default()))
        })
    })
}

/// The same among text: as high as it is, and as wide as there is room.
#[must_use]
pub fn still(session: &Session) -> Fluid {
    drawn(session, |model, caption| {
        let height = drawn_heights(model).first().map_or(0.0, |&[height, _]| height);
        print_still(height, caption, &THEMES, |width, height| {
            let view = view_of(session, (width, height));
            (view, scene_with(model, &view, &mut Overview::default()))
        })
    })
}

fn drawn(session: &Session, print: impl FnOnce(&Model<'_>, Caption<'_>) -> Fluid) -> Fluid {
    let (state, axis) = (session.state(), session.axis());
    let marked = Marked::of(session, view_of(session, (0.0, 0.0)).is_playing);
    let model = marked.over(lanes_of(session, &state, &axis));
    let title = session.title();
    let description = sentences::first_sentence(session);
    print(&model, Caption { title: &title, description: &description })
}
