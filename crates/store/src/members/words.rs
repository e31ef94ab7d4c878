//! The closed lists that the roster uses, with their words in the database and their Chinese titles.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal, $title:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$note])* $variant,)+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word in the database and in answers.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            pub const fn title(self) -> &'static str {
                match self { $($name::$variant => $title,)+ }
            }

            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.word() == word)
            }

            /// The one whose Chinese title this is, as a workbook has it.
            pub fn titled(title: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.title() == title)
            }
        }
    };
}

words! {
    Sex {
        Male = "male", "男";
        Female = "female", "女";
    }
}

words! {
    /// What a membership entitles to (党章 art. 4, 7, 39-41; 党组织选举工作条例 art. 5).
    Standing {
        Full = "full", "正式党员";
        /// Takes part, may speak, neither votes nor stands for election.
        Probationary = "probationary", "预备党员";
        /// 留党察看: no vote, may not elect or be elected.
        Observed = "observed", "留党察看";
        /// Detained or arrested: rights rest.
        RightsSuspended = "rights_suspended", "中止党员权利";
        /// 停止党籍: unreachable for six months and more.
        Suspended = "suspended", "停止党籍";
    }
}

impl Standing {
    /// Whether the member votes and elects.
    pub const fn votes(self) -> bool {
        matches!(self, Standing::Full)
    }
}

words! {
    /// Whether the branch can reach the member.
    Whereabouts {
        Present = "present", "在支部";
        /// Away for work, membership still here.
        Mobile = "mobile", "流动党员";
        Missing = "missing", "失去联系";
    }
}

words! {
    /// Posts in a committee, in order of rank, and leaders of groups.
    Post {
        Secretary = "secretary", "书记";
        Deputy = "deputy", "副书记";
        Organiser = "organiser", "组织委员";
        Publicity = "publicity", "宣传委员";
        Discipline = "discipline", "纪检委员";
        Production = "production", "生产委员";
        Youth = "youth", "青年委员";
        Committee = "committee", "委员";
        GroupLeader = "group_leader", "党小组组长";
    }
}

impl Post {
    /// Whether its holder sits in the branch committee (or leads a branch that has none).
    pub const fn in_committee(self) -> bool {
        !matches!(self, Post::GroupLeader)
    }
}
