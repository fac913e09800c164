//! The charts of what the program has measured up to the cursor, each with its values as a table.

use yew::{Html, html};

use taskscope_scene::{Plot, PlotLine, Tick};
use taskscope_session::Session;
use taskscope_tell::{say, value_text};
use taskscope_trace::{Chart, Trace, charts_before};

/// Points of a series that are shown.
const MOST: usize = 500;
/// The inner edges of the plot, in the units of the drawing.
const LEFT: f64 = 58.0;
const TOP: f64 = 8.0;
const WIDTH: f64 = 250.0;
const HEIGHT: f64 = 120.0;

pub(super) fn plots(session: &Session) -> Html {
    let trace = session.run.trace();
    let charts = charts_before(trace, session.cursor(), MOST);
    html! { <>{ for charts.iter().map(|chart| figure(trace, chart)) }</> }
}

fn figure(trace: &Trace, chart: &Chart) -> Html {
    let title = trace.text(chart.title);
    let (values, across) = title.split_once(" by ").unwrap_or((title, ""));
    let Some(plot) = Plot::new(chart) else {
        return html! { <p class="empty">{ say::page_plot::nothing(title) }</p> };
    };
    let scale = plot.is_logarithmic.then(say::page_plot::logarithmic);
    let label = match scale {
        Some(_) => say::page_plot::logarithmic_chart(title),
        None => say::page_plot::chart(title),
    };
    html! {
        <figure class="plot" key={chart.id.0}>
            <figcaption>{ values }{ scale }</figcaption>
            <svg viewBox="0 0 400 168" role="img" aria-label={label}>
                { for plot.rows.iter().map(row) }
                { for plot.columns.iter().map(column) }
                { for plot.lines.iter().enumerate().map(|(index, line)| series(trace, index, line)) }
                <text class="across" x={number(LEFT + WIDTH / 2.0)} y={number(TOP + HEIGHT + 34.0)}>{ across }</text>
            </svg>
            { table(trace, chart, (title, across)) }
        </figure>
    }
}

fn row(tick: &Tick) -> Html {
    let y = TOP + (1.0 - tick.at) * HEIGHT;
    html! {
        <>
            <line x1={number(LEFT)} x2={number(LEFT + WIDTH)} y1={number(y)} y2={number(y)}></line>
            <text class="row" x={number(LEFT - 6.0)} y={number(y + 3.5)}>{ &tick.label }</text>
        </>
    }
}

fn column(tick: &Tick) -> Html {
    let x = LEFT + tick.at * WIDTH;
    html! { <text class="column" x={number(x)} y={number(TOP + HEIGHT + 16.0)}>{ &tick.label }</text> }
}

/// A line with its name at its end, and marks of a shape of its own: never colour alone.
fn series(trace: &Trace, index: usize, line: &PlotLine) -> Html {
    const COLOURS: [&str; 6] = ["t0", "t1", "t2", "t3", "t4", "t5"];
    let place = |&[x, y]: &[f64; 2]| (LEFT + x * WIDTH, TOP + (1.0 - y) * HEIGHT);
    let places: Vec<_> = line.points.iter().map(place).collect();
    let path: Vec<_> = places.iter().map(|&(x, y)| format!("{},{}", number(x), number(y))).collect();
    let Some(&(x, y)) = places.last() else { return Html::default() };
    html! {
        <g class={COLOURS[index % COLOURS.len()]}>
            <polyline points={path.join(" ")}></polyline>
            { for places.iter().map(|&place| mark(index, place)) }
            <text x={number(x + 9.0)} y={number(y + 4.0)}>{ trace.text(line.name) }</text>
        </g>
    }
}

fn mark(index: usize, (x, y): (f64, f64)) -> Html {
    match index % 3 {
        0 => html! { <circle cx={number(x)} cy={number(y)} r="3.5"></circle> },
        1 => html! { <rect x={number(x - 3.0)} y={number(y - 3.0)} width="6" height="6"></rect> },
        _ => {
            let (left, right, below) = (number(x - 4.0), number(x + 4.0), number(y + 3.0));
            let points = format!("{left},{below} {right},{below} {},{}", number(x), number(y - 4.0));
            html! { <polygon {points}></polygon> }
        }
    }
}

fn table(trace: &Trace, chart: &Chart, (title, across): (&str, &str)) -> Html {
    let rows = chart.series.iter().flat_map(|series| {
        series.points.iter().map(|point| {
            html! {
                <tr>
                    <th scope="row">{ trace.text(series.name) }</th>
                    <td>{ point.x }</td>
                    <td>{ value_text(point.value, Some(chart.unit)) }</td>
                </tr>
            }
        })
    });
    html! {
        <details>
            <summary>{ say::page_plot::values() }</summary>
            <table aria-label={title.to_owned()}>
                <thead>
                    <tr><th scope="col">{ say::page_plot::series() }</th><th scope="col">{ across }</th><th scope="col">{ say::page_plot::value() }</th></tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </details>
    }
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}
