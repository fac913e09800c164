//! The course of a class above the gallery: its demos in order, the link that opens it, and the way out.

use yew::{Callback, Html, MouseEvent, classes, html};

use super::model::Model;
use crate::page::copy_query;
use taskscope_gallery::Entry;
use taskscope_session::{Action, Course, CourseStop, Teach, course_query};
use taskscope_tell::say;

/// Draws it; nothing without a course, unless a teacher is making one.
pub(super) fn course(model: &Model) -> Html {
    let session = model.session();
    let teaching = &session.teaching;
    if teaching.course.is_empty() && !teaching.is_on {
        return Html::default();
    }
    let shown = session.settings().map(|settings| settings.demo.slug);
    let stop = |stop: &CourseStop| {
        let is_shown = shown == Some(stop.demo.slug);
        html! {
            <li key={stop.demo.slug}>
                <button
                    class={classes!("stop", is_shown.then_some("shown"))}
                    aria-current={is_shown.then_some("page")}
                    onclick={model.on(Action::GoToDemo(*stop))}
                >
                    { stop.demo.title }
                    if stop.demo.variants.len() > 1 { <small>{ stop.variant }</small> }
                </button>
            </li>
        }
    };
    html! {
        <section class="course" aria-label={say::page_teaching::course()}>
            <h2>{ say::page_teaching::course() }</h2>
            if teaching.course.is_empty() {
                <p class="note">{ say::page_teaching::pick() }</p>
            } else {
                <ol>{ for teaching.course.stops().iter().map(stop) }</ol>
                <div class="row">
                    if teaching.is_on {
                        <button class="btn" onclick={copy_link(model)}>{ say::page_teaching::copy() }</button>
                    }
                    <button class="btn plain" onclick={model.on(Action::Teach(Teach::Course(Course::default())))}>
                        { if teaching.is_on { say::page_teaching::clear() } else { say::page_teaching::leave() } }
                    </button>
                </div>
            }
        </section>
    }
}

/// A button beside a demo that takes it into the course, or out of it. None but for a teacher.
pub(super) fn picker(model: &Model, demo: &'static Entry) -> Html {
    let session = model.session();
    if !session.teaching.is_on {
        return Html::default();
    }
    let is_in = session.teaching.course.has(demo.slug);
    let shown = session.settings().filter(|settings| settings.demo.slug == demo.slug);
    // The demo that is shown comes in the variant that is shown.
    let stop = shown.and_then(|settings| settings.course_stop()).or_else(|| CourseStop::first_of(demo));
    let Some(stop) = stop else { return Html::default() };
    let says = if is_in { say::page_teaching::out(demo.title) } else { say::page_teaching::add(demo.title) };
    html! {
        <button
            class="to-class"
            aria-pressed={is_in.to_string()}
            aria-label={says.clone()}
            title={says}
            onclick={model.on(Action::Teach(Teach::Pick(stop)))}
        >
            { if is_in { "✓" } else { "+" } }
        </button>
    }
}

/// Copies the link that opens the first demo of the course.
fn copy_link(model: &Model) -> Callback<MouseEvent> {
    let model = model.clone();
    Callback::from(move |_| {
        let act = model.act.clone();
        let query = course_query(&model.session().teaching.course);
        copy_query(&query, move |address, is_copied| {
            act.emit(if is_copied {
                Action::Tell(say::page_files::link_copied())
            } else {
                Action::ShowLink(address)
            });
        });
    })
}
