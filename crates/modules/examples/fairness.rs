//! The programs of the section “fairness” as a module.

taskscope_modules::module!(taskscope_programs::sections::FAIRNESS);
