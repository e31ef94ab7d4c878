//! Democratic appraisal (民主评议党员): shares of grades, domain rule 2.7.

use crate::{Grade, RecordBody};

/// Grades as decided. Probationary members take part and are not graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Grades {
    pub(crate) graded: u32,
    pub(crate) excellent: u32,
    pub(crate) probationary: u32,
}

pub(crate) fn grades(body: &RecordBody) -> Grades {
    let mut grades = Grades::default();
    for member in &body.grades {
        match (member.probationary, member.grade) {
            (true, _) => grades.probationary += 1,
            (false, Some(grade)) => {
                grades.graded += 1;
                grades.excellent += u32::from(grade == Grade::Excellent);
            }
            (false, None) => {}
        }
    }
    grades
}

impl Grades {
    /// 优秀 normally at most a third of those graded.
    pub(crate) const fn too_many_excellent(self) -> bool {
        self.excellent as u64 * 3 > self.graded as u64
    }
}
