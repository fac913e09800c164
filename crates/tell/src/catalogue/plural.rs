//! Which form of the plural a number takes, by the rules of the Unicode CLDR.

/// The conditions of all forms but the last: one of several lists has to hold as a whole.
#[derive(Debug, Default)]
pub(super) struct Plural(Vec<Vec<Vec<Condition>>>);

/// `n % 100 != 11..14`
#[derive(Debug)]
struct Condition {
    modulus: Option<u64>,
    is_not: bool,
    /// From one number to another, both included.
    ranges: Vec<[u64; 2]>,
}

impl Plural {
    /// Reads the conditions of the forms, with semicolons between them.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let forms = text.split(';').filter(|form| !form.is_empty());
        let any = |form: &str| form.split(" or ").map(all).collect();
        forms.map(any).collect::<Option<_>>().map(Self).ok_or(format!("“{text}” are no rules of a plural."))
    }

    /// The place of the form for a number.
    pub(super) fn form(&self, number: u64) -> usize {
        let holds =
            |form: &Vec<Vec<Condition>>| form.iter().any(|all| all.iter().all(|one| one.holds(number)));
        self.0.iter().position(holds).unwrap_or(self.0.len())
    }
}

fn all(text: &str) -> Option<Vec<Condition>> {
    text.split(" and ").map(Condition::read).collect()
}

impl Condition {
    fn read(text: &str) -> Option<Self> {
        let (what, is_not, numbers) = match text.split_once(" != ") {
            Some((what, numbers)) => (what, true, numbers),
            None => text.split_once(" = ").map(|(what, numbers)| (what, false, numbers))?,
        };
        let modulus = match what.trim().strip_prefix("n % ") {
            Some(modulus) => Some(modulus.parse().ok().filter(|modulus| *modulus > 0)?),
            None => (what.trim() == "n").then_some(None)?,
        };
        let range = |range: &str| {
            let (from, to) = range.split_once("..").unwrap_or((range, range));
            Some([from.trim().parse().ok()?, to.trim().parse().ok()?])
        };
        Some(Self { modulus, is_not, ranges: numbers.split(',').map(range).collect::<Option<_>>()? })
    }

    fn holds(&self, number: u64) -> bool {
        let number = self.modulus.map_or(number, |modulus| number % modulus);
        self.ranges.iter().any(|[from, to]| (*from..=*to).contains(&number)) != self.is_not
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_forms_of_their_language() {
        let forms = |rules: &str| {
            let plural = Plural::read(rules).expect("these are rules");
            [0, 1, 2, 5, 11, 12, 21, 22, 104, 112].map(|number| plural.form(number))
        };
        assert_eq!(forms("n = 1"), [1, 0, 1, 1, 1, 1, 1, 1, 1, 1], "English");
        assert_eq!(forms(""), [0; 10], "Japanese");
        let polish = "n = 1;n % 10 = 2..4 and n % 100 != 12..14";
        assert_eq!(forms(polish), [2, 0, 1, 2, 2, 2, 2, 1, 1, 2], "Polish");
        assert!(Plural::read("n = one").is_err());
        assert!(Plural::read("n % 0 = 1").is_err());
    }
}
