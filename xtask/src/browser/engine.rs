//! The browser engines that the tests run in, by their names.

/// What is inside a browser: the three that all browsers are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// Which engines were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Engines {
    /// Chromium, which is installed if it is missing, and those of the others that are there.
    Installed,
    /// Exactly these, each of them installed if it is missing; in the order of [`Engine::ALL`].
    Named(Vec<Engine>),
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub(crate) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    fn from_name(name: &str) -> Result<Self, String> {
        let engine = Self::ALL.into_iter().find(|engine| engine.name() == name);
        engine.ok_or_else(|| format!("there is no browser `{name}`, only {}", Self::names()))
    }
}

impl Engines {
    /// Reads `chromium,firefox`: any of them in any order, at least one.
    pub(crate) fn from_list(list: &str) -> Result<Self, String> {
        let named =
            list.split(',').map(|name| Engine::from_name(name.trim())).collect::<Result<Vec<_>, _>>()?;
        Ok(Self::Named(Engine::ALL.into_iter().filter(|engine| named.contains(engine)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_is_found_by_its_name() {
        for engine in Engine::ALL {
            assert_eq!(Engines::from_list(engine.name()), Ok(Engines::Named(vec![engine])));
        }
    }

    #[test]
    fn a_list_is_a_set() {
        let expected = Engines::Named(vec![Engine::Chromium, Engine::WebKit]);
        assert_eq!(Engines::from_list("webkit, chromium,webkit"), Ok(expected));
    }

    #[test]
    fn a_name_that_is_no_engine_is_named_in_the_error() {
        let error = Engines::from_list("chromium,netscape").unwrap_err();
        assert_eq!(error, "there is no browser `netscape`, only chromium, firefox, webkit");
        assert!(Engines::from_list("").is_err(), "no engine is no choice");
    }
}
