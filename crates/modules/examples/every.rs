//! All programs as one module, for a build that is to be quick: it stands there for each section.

taskscope_modules::module!(taskscope_programs::all());
