//! Small charts as SVG: no styles of their own, so that they keep to the page's policy and follow its theme.

use yew::{Html, html};

/// A stretched row of shares of a whole, each a class of the style sheet; what is left stays empty.
pub(super) fn shares(shares: &[(&'static str, f64)], label: &str) -> Html {
    let mut from = 0.0;
    let rects = shares.iter().map(|&(class, share)| {
        let x = from;
        from += share * 100.0;
        // As in the timeline: what is busy is high, what is ready lower, and waiting is a line.
        let (y, height) = match class {
            "waiting" => ("4", "2"),
            "ready" => ("2", "6"),
            _ => ("0", "10"),
        };
        html! { <rect {class} x={hundredths(x)} {y} width={hundredths(share * 100.0)} {height}></rect> }
    });
    // Without a label, what stands beside it says the same.
    let is_hidden = label.is_empty().then_some("true");
    let label = (!label.is_empty()).then(|| label.to_owned());
    html! {
        <svg class="shares" viewBox="0 0 100 10" preserveAspectRatio="none"
            role={label.is_some().then_some("img")} aria-label={label} aria-hidden={is_hidden}>
            { for rects }
        </svg>
    }
}

/// Values over equal stretches as an area, with a line for another set of values in it.
pub(super) fn area(most: &[f64], mean: &[f64], label: &str) -> Html {
    const HEIGHT: f64 = 40.0;
    let top = most.iter().copied().fold(1.0, f64::max);
    let y = |value: f64| hundredths(HEIGHT - value / top * (HEIGHT - 2.0));
    let steps = |values: &[f64]| {
        let parts = values.iter().enumerate().map(|(index, &value)| format!("V{}H{}", y(value), index + 1));
        parts.collect::<String>()
    };
    let outline = format!("M0,{HEIGHT}{}V{HEIGHT}Z", steps(most));
    let filled = format!("M0,{HEIGHT}{}V{HEIGHT}Z", steps(mean));
    let width = most.len().max(1);
    html! {
        <svg class="area" viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none" role="img"
            aria-label={label.to_owned()}>
            <path class="most" d={outline}></path>
            <path class="mean" d={filled}></path>
        </svg>
    }
}

fn hundredths(value: f64) -> String {
    format!("{value:.2}")
}
