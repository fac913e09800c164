//! The callout below the lanes, with its tip on the cursor: the sentence of the step, or the stop of the tour that is shown.

use std::cell::RefCell;

use web_sys::HtmlElement;
use yew::{Html, NodeRef, classes, function_component, html};

use super::model::{Model, Props};
use super::panes::plain;
use super::prose::prose;
use taskscope_gallery::{Stop, way_at};
use taskscope_session::{Action, CourseStop, Session};
use taskscope_tell::say;

/// The row that the callout is in. The cursor moves too often to draw anew for it: the tip is moved by hand.
#[derive(Default)]
pub(crate) struct CalloutRow {
    row: NodeRef,
    /// The element that was last told where the cursor is, the place, and whether that is out of view.
    told: RefCell<Option<(HtmlElement, String, bool)>>,
}

impl CalloutRow {
    pub(crate) fn view(&self, model: &Model) -> Html {
        html! { <div class="callout-row" ref={self.row.clone()}><Callout model={model.clone()} /></div> }
    }

    /// Puts the tip below the cursor, which is at a pixel of the picture between two edges of it, or out of view.
    pub(crate) fn point_at(&self, px: f64, [left, right]: [f64; 2]) {
        /// The cursor may be right on an edge, and rounding must not hide its tip.
        const ROUNDING: f64 = 0.5;
        let Some(row) = self.row.cast::<HtmlElement>() else { return };
        let tip = format!("{:.1}px", px.min(right).max(left));
        let is_out = px < left - ROUNDING || px > right + ROUNDING;
        let told = Some((row, tip, is_out));
        if *self.told.borrow() == told {
            return;
        }
        if let Some((row, tip, is_out)) = &told {
            // Both fail only for what is no name.
            drop(row.style().set_property("--cursor", tip));
            drop(row.toggle_attribute_with_force("data-away", *is_out));
        }
        self.told.replace(told);
    }
}

#[function_component]
fn Callout(props: &Props) -> Html {
    let session = props.model.session();
    match session.story.stop() {
        Some(stop) => tour(&props.model, &session, stop),
        None => html! { <div class="callout">{ sentence(&session) }</div> },
    }
}

fn sentence(session: &Session) -> Html {
    let Some(callout) = session.callout() else { return Html::default() };
    html! {
        <>
            <p class="says">{ plain(session, &callout.sentence) }</p>
            <p class="where">
                if let Some(line) = callout.line {
                    <span>{ if callout.is_after { say::page_callout::after_line(line.into()) } else { say::value::line(line.into()) } }</span>
                }
                if let Some(code) = callout.code { <code>{ code }</code> }
                <span class="cause">{ plain(session, &callout.cause) }</span>
            </p>
        </>
    }
}

/// A stop of the tour: what is to be seen there, or what happens where the visitor has stepped to, and the way on.
fn tour(model: &Model, session: &Session, (index, stop): (usize, &'static Stop)) -> Html {
    let Some(demo) = session.settings().map(|settings| settings.demo) else { return Html::default() };
    let all = demo.tour.len();
    let is_last = index + 1 == all;
    let (_, _, after) = way_at(demo.slug);
    let is_away = session.stop_here().is_none();
    let text = if is_away {
        sentence(session)
    } else {
        html! {
            <p class="says">
                if demo.variants.len() > 1 { <code>{ stop.variant }</code>{ " " } }
                { prose(session, stop.says) }
            </p>
        }
    };
    let next = if is_last { Action::EndTour } else { Action::Visit(index + 1) };
    html! {
        <div class={classes!("callout", "tour")} role="group" aria-label={say::page_callout::tour()}>
            <div class="text">{ text }</div>
            <div class="way">
                <span class="place">{ say::page_callout::place(index as u64 + 1, all as u64) }</span>
                if is_away { <button class="btn" onclick={model.on(Action::Visit(index))}>{ say::page_callout::to_stop() }</button> }
                <button class="btn" disabled={index == 0} onclick={model.on(Action::Visit(index.saturating_sub(1)))}>
                    { say::page_callout::back() }
                </button>
                <button class="btn primary" onclick={model.on(next)}>
                    { if is_last { say::page_callout::done() } else { say::page_callout::next() } }
                </button>
                if let Some(after) = after.filter(|_| is_last).and_then(CourseStop::first_of) {
                    <button class="btn next-demo" onclick={model.on(Action::GoToDemo(after))}>
                        { say::page_callout::next_demo(after.demo.title) }
                    </button>
                }
                if !is_last {
                    <button class="btn plain" onclick={model.on(Action::EndTour)}>{ say::page_callout::end_tour() }</button>
                }
            </div>
        </div>
    }
}
