//! The style sheet of a picture, evaluated as a browser does for a room of some size.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};
use taskscope_scene::Rect;

/// A rule: under which conditions, for which selectors, what.
struct Rule {
    conditions: Vec<(String, f64)>,
    selectors: Vec<String>,
    declarations: Vec<(String, String)>,
}

pub(crate) struct Sheet(Vec<Rule>);

impl Sheet {
    pub(crate) fn read(text: &str) -> Self {
        let mut rules = Vec::new();
        read_rules(text, &[], &mut rules);
        Self(rules)
    }

    fn in_effect(&self, size: (f64, f64)) -> impl Iterator<Item = &Rule> {
        self.0.iter().filter(move |rule| {
            rule.conditions.iter().all(|(name, limit)| match name.as_str() {
                "min-width" => size.0 >= *limit,
                "max-width" => size.0 <= *limit,
                "min-height" => size.1 >= *limit,
                "max-height" => size.1 <= *limit,
                other => panic!("there is no condition {other}"),
            })
        })
    }

    /// The classes of what is shown, of all that not every room shows.
    fn shown(&self, size: (f64, f64)) -> HashSet<&str> {
        let rules =
            self.in_effect(size).filter(|rule| rule.declarations.iter().any(|(_, value)| value == "inline"));
        rules.flat_map(|rule| &rule.selectors).filter_map(|selector| selector.rsplit('.').next()).collect()
    }

    /// Where the texts beside the plot begin that are shown, in pixels from the left.
    pub(crate) fn beside(&self, document: &Document<'_>, size: (f64, f64)) -> Vec<f64> {
        let shown = self.shown(size);
        let texts = document.descendants().filter(|node| {
            let is_beside = node.parent_element().is_some_and(|parent| classes_of(&parent).eq(["n"]));
            node.has_tag_name("text") && is_beside && is_shown(node, &shown)
        });
        texts.map(|node| node.attribute("x").map_or(0.0, pixels)).collect()
    }

    /// All rectangles that are shown, each with its first class.
    pub(crate) fn rectangles(&self, document: &Document<'_>, size: (f64, f64)) -> Vec<(String, Rect)> {
        let (mut variables, mut classes) = (HashMap::new(), HashMap::new());
        for rule in self.in_effect(size) {
            for selector in &rule.selectors {
                let class = selector.rsplit('.').next().unwrap_or_default();
                for (name, value) in &rule.declarations {
                    if name.starts_with("--") {
                        variables.insert(name.as_str(), pixels(value));
                    } else {
                        classes.insert((class, name.as_str()), value.as_str());
                    }
                }
            }
        }
        let shown = self.shown(size);
        let plot = classes[&("x", "inset-inline-start")];
        let taken = classes[&("x", "inline-size")].trim_start_matches("calc(100% - ").trim_end_matches(')');
        let (left, wide) = (pixels(plot), size.0 - pixels(taken));
        let length = |node: &Node<'_, '_>, name: &str| {
            let own = classes_of(node).find_map(|class| classes.get(&(class, name)));
            own.map_or_else(
                || {
                    node.attribute(name)
                        .map_or(0.0, |value| part(value, if name == "width" { wide } else { size.1 }))
                },
                |value| calculated(value, &variables),
            )
        };
        let rectangles = document.descendants().filter(|node| {
            let is_in_plot = node.parent_element().is_some_and(|parent| classes_of(&parent).eq(["x"]));
            node.has_tag_name("rect") && is_in_plot && is_shown(node, &shown)
        });
        let rectangle = |node: Node<'_, '_>| {
            let shift = node.attribute("transform").map_or(0.0, |shift| {
                let shift = shift.trim_start_matches("translate(").trim_end_matches(" 0)");
                shift.parse::<f64>().expect("it is moved sideways")
            });
            let x = left + node.attribute("x").map_or(0.0, |x| part(x, wide)) + shift;
            let rect = Rect::new(x, length(&node, "y"), length(&node, "width"), length(&node, "height"));
            (classes_of(&node).next().unwrap_or_default().to_owned(), rect)
        };
        rectangles.map(rectangle).collect()
    }
}

fn is_shown(node: &Node<'_, '_>, shown: &HashSet<&str>) -> bool {
    let is_of_some = classes_of(node).any(|class| class == "m");
    !is_of_some || classes_of(node).any(|class| shown.contains(class))
}

fn classes_of<'a>(node: &Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    node.attribute("class").unwrap_or_default().split(' ').filter(|class| !class.is_empty())
}

fn read_rules(mut text: &str, conditions: &[(String, f64)], rules: &mut Vec<Rule>) {
    while let Some((head, rest)) = text.split_once('{') {
        let mut depth = 1;
        let (end, _) = rest
            .char_indices()
            .find(|(_, character)| {
                depth += match character {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                depth == 0
            })
            .expect("every block ends");
        let (inside, after) = rest.split_at(end);
        text = after.strip_prefix('}').expect("every block ends");
        if let Some(head) = head.trim().strip_prefix("@container poster") {
            let conditions: Vec<(String, f64)> = head
                .split(" and ")
                .filter_map(|condition| {
                    condition.trim().strip_prefix('(')?.strip_suffix(')')?.split_once(':')
                })
                .map(|(name, limit)| (name.to_owned(), pixels(limit)))
                .collect();
            read_rules(inside, &conditions, rules);
            continue;
        }
        let declarations = inside.split(';').filter_map(|declaration| declaration.split_once(':'));
        let declarations = declarations.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let selectors = head.trim().split(',').map(str::to_owned).collect();
        rules.push(Rule { conditions: conditions.to_vec(), selectors, declarations });
    }
}

fn pixels(value: &str) -> f64 {
    value.trim().trim_end_matches("px").parse().unwrap_or_else(|_| panic!("{value} is a length"))
}

/// An attribute: a part of something, or pixels.
fn part(value: &str, whole: f64) -> f64 {
    match value.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().expect("it is a number") / 100.0 * whole,
        None => pixels(value),
    }
}

/// `12px`, `var(--y0)` or `calc(2*var(--u) + 12px)`.
fn calculated(value: &str, variables: &HashMap<&str, f64>) -> f64 {
    let variable = |text: &str| variables[text.trim_start_matches("var(").trim_end_matches(')')];
    let one = |text: &str| if text.starts_with("var(") { variable(text) } else { pixels(text) };
    match value.strip_prefix("calc(").and_then(|sum| sum.strip_suffix(')')) {
        Some(sum) => {
            let (lanes, rest) = sum.split_once("*var(--u) + ").expect("it counts lanes");
            lanes.parse::<f64>().expect("it is a number") * variables["--u"] + one(rest)
        }
        None => one(value),
    }
}
