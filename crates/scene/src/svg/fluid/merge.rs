//! Several drawings as one list of elements, each with the drawings that have it.

use std::collections::HashMap;

use taskscope_sorted::SortedMap;

use super::place::Side;

/// What is printed once: where it belongs, its beginning up to the list of its classes, those, and the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Element {
    pub(super) side: Side,
    /// The name of the element.
    pub(super) tag: &'static str,
    pub(super) classes: String,
    /// Its other attributes, and what it contains.
    pub(super) rest: String,
}

/// The elements of all drawings so far.
#[derive(Debug, Default)]
pub(super) struct Merged {
    elements: Vec<(Element, u64)>,
    /// How many drawings there are.
    count: u32,
}

/// The names of the sets of drawings that elements belong to, but for the set of all.
pub(super) type Masks = SortedMap<u64, usize>;

impl Merged {
    /// Adds the elements of another drawing; each covers those before it.
    pub(super) fn add(&mut self, elements: Vec<Element>) {
        let bit = 1_u64 << self.count.min(63);
        self.count += 1;
        self.add_to(bit, elements);
    }

    /// The same for some of the drawings.
    pub(super) fn add_to(&mut self, bits: u64, elements: Vec<Element>) {
        let mut known: HashMap<&Element, Vec<usize>> = HashMap::new();
        for (index, (element, _)) in self.elements.iter().enumerate() {
            known.entry(element).or_default().push(index);
        }
        let mut places = Vec::with_capacity(elements.len());
        let mut next = 0;
        for element in &elements {
            /// What is found farther on would keep too much from being found before it.
            const FARTHEST: usize = 400;
            let found = known.get(element).and_then(|places| places.iter().find(|&&place| place >= next));
            let place = found.copied().filter(|place| place - next < FARTHEST);
            next = place.map_or(next, |place| place + 1);
            places.push(place.ok_or(next));
        }
        let mut before = std::mem::take(&mut self.elements).into_iter().enumerate().peekable();
        for (element, place) in elements.into_iter().zip(places) {
            let (Ok(until) | Err(until)) = place;
            while let Some((_, old)) = before.next_if(|&(index, _)| index < until) {
                self.elements.push(old);
            }
            match place {
                Ok(_) => self.elements.extend(before.next().map(|(_, (old, mask))| (old, mask | bits))),
                Err(_) => self.elements.push((element, bits)),
            }
        }
        self.elements.extend(before.map(|(_, old)| old));
    }

    /// The elements as text, those of one side that follow each other together; and the sets of drawings.
    pub(super) fn parts(&self) -> (Vec<(Side, String)>, Masks) {
        let all = if self.count >= 64 { u64::MAX } else { (1 << self.count) - 1 };
        self.parts_of(all, |_, next| next)
    }

    /// The same where this is the set of all drawings, with names by the set and by how many there are already.
    pub(super) fn parts_of(
        &self,
        all: u64,
        name: impl Fn(u64, usize) -> usize,
    ) -> (Vec<(Side, String)>, Masks) {
        let (mut parts, mut masks): (Vec<(Side, String)>, _) = (Vec::new(), Masks::new());
        for (Element { side, tag, classes, rest }, mask) in &self.elements {
            let mut classes = classes.clone();
            if *mask != all {
                let next = masks.len();
                let name = masks.get(mask).copied().unwrap_or_else(|| name(*mask, next));
                masks.insert(*mask, name);
                classes = format!("{classes} m m{name}");
            }
            let text = match classes.trim() {
                "" => format!("<{tag}{rest}"),
                classes => format!("<{tag} class=\"{classes}\"{rest}"),
            };
            match parts.last_mut().filter(|(last, _)| last == side) {
                Some((_, together)) => together.push_str(&text),
                None => parts.push((*side, text)),
            }
        }
        (parts, masks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(names: &str) -> Vec<Element> {
        let element = |name: char| Element {
            side: Side::Plot,
            tag: "a",
            classes: String::new(),
            rest: format!(" {name}/>"),
        };
        names.chars().map(element).collect()
    }

    #[test]
    fn every_drawing_keeps_its_order_and_nothing_is_printed_twice_that_all_have() {
        let drawings = ["abcde", "abxde", "yabdez", "ade", "edcba"];
        let mut merged = Merged::default();
        for names in drawings {
            merged.add(elements(names));
        }
        for (index, names) in drawings.iter().enumerate() {
            let own = merged.elements.iter().filter(|(_, mask)| mask & (1 << index) != 0);
            let own: Vec<Element> = own.map(|(element, _)| element.clone()).collect();
            assert_eq!(own, elements(names));
        }
        let of_a = merged.elements.iter().filter(|(element, _)| element.rest == " a/>");
        assert_eq!(of_a.count(), 2, "the last drawing has it behind the others");
    }
}
