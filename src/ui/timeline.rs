//! The timeline (placeholder until the scene lands).
use super::model::Model;
use crate::browser::Theme;
use yew::{Html, Properties, function_component, html};
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TimelineProps {
    pub(crate) model: Model,
    pub(crate) theme: Theme,
}
#[function_component]
pub(crate) fn Timeline(_props: &TimelineProps) -> Html {
    html! { <canvas></canvas> }
}
