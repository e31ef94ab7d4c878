//! States of a record and what was done to it, as the database and the API spell them.

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordState {
    /// Never filed; only its own branch sees it.
    Draft,
    /// Filed and not yet looked at. Its facts count.
    Filed,
    /// Returned with a reason. Its facts do not count until it is filed again.
    Returned,
    Accepted,
    Withdrawn,
}

impl RecordState {
    pub const ALL: [RecordState; 5] =
        [RecordState::Draft, RecordState::Filed, RecordState::Returned, RecordState::Accepted, RecordState::Withdrawn];

    pub const fn word(self) -> &'static str {
        match self {
            RecordState::Draft => "draft",
            RecordState::Filed => "filed",
            RecordState::Returned => "returned",
            RecordState::Accepted => "accepted",
            RecordState::Withdrawn => "withdrawn",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            RecordState::Draft => "草稿",
            RecordState::Filed => "待审",
            RecordState::Returned => "已退回",
            RecordState::Accepted => "已通过",
            RecordState::Withdrawn => "已撤回",
        }
    }

    pub fn parse(word: &str) -> Option<RecordState> {
        RecordState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A step of a record's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundAct {
    Filed,
    Returned,
    Accepted,
    Withdrawn,
}

impl RoundAct {
    const ALL: [RoundAct; 4] = [RoundAct::Filed, RoundAct::Returned, RoundAct::Accepted, RoundAct::Withdrawn];

    pub const fn word(self) -> &'static str {
        match self {
            RoundAct::Filed => "filed",
            RoundAct::Returned => "returned",
            RoundAct::Accepted => "accepted",
            RoundAct::Withdrawn => "withdrawn",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            RoundAct::Filed => "提交",
            RoundAct::Returned => "退回",
            RoundAct::Accepted => "通过",
            RoundAct::Withdrawn => "撤回",
        }
    }

    pub fn parse(word: &str) -> Option<RoundAct> {
        RoundAct::ALL.into_iter().find(|act| act.word() == word)
    }
}
