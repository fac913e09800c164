//! What was run, as a file says it.

use taskscope_sorted::SortedMap;

/// What a trace is of. A file can be of something that the gallery does not have, so these are only texts and numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The demo that was run.
    pub demo: Option<String>,
    /// Which of its variants.
    pub variant: Option<String>,
    /// Its knobs by their names.
    pub knobs: SortedMap<String, u32>,
}

/// What the names of knobs have before them among the fields.
const KNOB: &str = "knob.";

impl Origin {
    /// The same as texts, to travel from one module to another: names and values in turns.
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        let texts = [("demo", &self.demo), ("variant", &self.variant)];
        let texts = texts.into_iter().filter_map(|(name, text)| Some([name.to_owned(), text.clone()?]));
        let knobs = self.knobs.iter().map(|(knob, value)| [format!("{KNOB}{knob}"), value.to_string()]);
        texts.chain(knobs).flatten().collect()
    }

    /// Reads such fields; what is not one is left out.
    #[must_use]
    pub fn of_fields(fields: Vec<String>) -> Self {
        let mut origin = Self::default();
        let mut fields = fields.into_iter();
        while let (Some(name), Some(value)) = (fields.next(), fields.next()) {
            match name.as_str() {
                "demo" => origin.demo = Some(value),
                "variant" => origin.variant = Some(value),
                name => {
                    if let Some((knob, value)) = name.strip_prefix(KNOB).zip(value.parse().ok()) {
                        origin.knobs.insert(knob.to_owned(), value);
                    }
                }
            }
        }
        origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_travels_arrives_as_it_was() {
        let knobs = SortedMap::from_iter([("pause".to_owned(), 30), ("demo".to_owned(), u32::MAX)]);
        let of = |demo: Option<&str>, variant: Option<&str>| Origin {
            demo: demo.map(str::to_owned),
            variant: variant.map(str::to_owned),
            knobs: knobs.clone(),
        };
        let origins =
            [Origin::default(), of(None, None), of(Some("a"), None), of(Some(""), Some("knob.pause"))];
        for origin in origins {
            assert_eq!(Origin::of_fields(origin.fields()), origin);
        }
    }

    #[test]
    fn what_is_no_field_is_left_out() {
        let fields = ["knob.pause", "many", "speed", "3", "demo", "a", "variant"].map(str::to_owned);
        let expected = Origin { demo: Some("a".to_owned()), ..Origin::default() };
        assert_eq!(Origin::of_fields(fields.to_vec()), expected);
    }
}
