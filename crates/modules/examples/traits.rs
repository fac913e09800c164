//! The programs of the section “traits” as a module.

taskscope_modules::module!(taskscope_programs::sections::TRAITS);
