//! Whether this installation may be written to, and what its administrators are to know. Kept in memory: it begins anew
//! with each start, which looks again at everything (`ops::watch`).

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp, tz};
use serde::Serialize;
use utoipa::ToSchema;

/// Alarms that are remembered; the oldest goes first.
const MOST: usize = 50;
/// What a clock may be set back by without a word: corrections by a time server are smaller.
pub(crate) const BACK: SignedDuration = SignedDuration::from_secs(5);

/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Health(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    /// Held by whoever tries whether the storage is well again.
    trying: tokio::sync::Mutex<()>,
    /// How often somebody wanted everything verified, and how many of those were served: one check runs at a time.
    wanted: AtomicU64,
    served: tokio::sync::Mutex<u64>,
}

#[derive(Debug, Default)]
struct State {
    read_only: Option<ReadOnly>,
    alarms: Vec<Alarm>,
}

/// Why nothing may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The storage does not keep what it is given. Ends when it does again.
    Storage,
    /// The database is not what the journal says. Ends with a start that finds nothing.
    Journal,
}

/// Since when nothing may be changed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOnly {
    pub why: Trouble,
    pub since: Timestamp,
    /// What was found, in Chinese.
    pub what: String,
}

/// What an alarm is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlarmKind {
    Storage,
    Journal,
    Checkpoint,
    Clock,
}

/// Something that the system administrator has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    pub kind: AlarmKind,
    pub at: Timestamp,
    /// What happened and what to do, in Chinese.
    pub message: String,
}

impl Health {
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.state().read_only.clone()
    }

    /// A database that is not what the journal says stays so, whatever the storage does.
    pub(crate) fn set_read_only(&self, new: ReadOnly) {
        let mut state = self.state();
        if state.read_only.as_ref().is_none_or(|known| known.why == Trouble::Storage && new.why == Trouble::Journal) {
            state.read_only = Some(new);
        }
    }

    /// The storage is well again; whether that was all that stood in the way.
    pub(crate) fn storage_is_well(&self) -> bool {
        let mut state = self.state();
        if state.read_only.as_ref().is_some_and(|known| known.why == Trouble::Storage) {
            state.read_only = None;
        }
        state.read_only.is_none()
    }

    /// Remembers it; false when the same was said before.
    pub(crate) fn alarm(&self, alarm: Alarm) -> bool {
        let mut state = self.state();
        if state.alarms.iter().any(|known| (known.kind, &known.message) == (alarm.kind, &alarm.message)) {
            return false;
        }
        state.alarms.push(alarm);
        let too_many = state.alarms.len().saturating_sub(MOST);
        state.alarms.drain(..too_many);
        true
    }

    /// Newest first.
    pub fn alarms(&self) -> Vec<Alarm> {
        self.state().alarms.iter().rev().cloned().collect()
    }

    /// One at a time tries the storage; `None` while somebody does.
    pub(crate) fn try_storage(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        self.0.trying.try_lock().ok()
    }

    /// A turn to verify everything; `None` when a check that began later than this call has been made meanwhile. The
    /// number that it begins with is what it serves.
    pub(crate) async fn turn_to_verify(&self) -> Option<tokio::sync::MutexGuard<'_, u64>> {
        let mine = self.0.wanted.fetch_add(1, Ordering::SeqCst) + 1;
        let mut served = self.0.served.lock().await;
        if *served >= mine {
            return None;
        }
        *served = self.0.wanted.load(Ordering::SeqCst);
        Some(served)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.state.lock().expect("nobody panics while holding it")
    }
}

impl ReadOnly {
    /// Why a change was refused, and what the administrator does.
    pub fn message(&self) -> String {
        let (since, what) = (moment(self.since), &self.what);
        let mend = match self.why {
            Trouble::Storage => {
                "请系统管理员检查磁盘空间和磁盘；存储恢复后系统会自行核对并恢复填报，也可以重新启动服务"
            }
            Trouble::Journal => {
                "请系统管理员执行 baolei verify 查明，改回被改的数据或从备份恢复，然后重新启动服务；核验通过即恢复填报"
            }
        };
        format!("系统自{since}起只读：{what}。可以查看，暂不能填报和修改，提交的改动不会保存。{mend}。")
    }
}

/// `10月16日 09:30`, by the clock in China.
pub(crate) fn moment(at: Timestamp) -> String {
    at.to_zoned(tz::TimeZone::fixed(tz::offset(8))).strftime("%-m月%-d日 %H:%M").to_string()
}

/// How far the clock on the wall moved more than time passed, when that is a jump: back at all, or ahead by more than
/// `most`.
pub(crate) fn jump(
    former: Timestamp,
    now: Timestamp,
    passed: SignedDuration,
    most: SignedDuration,
) -> Option<SignedDuration> {
    let moved = now.duration_since(former) - passed;
    (moved < -BACK || moved > most).then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Timestamp {
        "2026-10-08T04:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_clock_jumps_when_it_goes_back_or_far_ahead_of_the_time_that_passed() {
        let (half, five) = (SignedDuration::from_secs(30), SignedDuration::from_mins(5));
        let after = |moved: i64| jump(noon(), noon() + SignedDuration::from_secs(30 + moved), half, five);
        assert_eq!(after(0), None);
        assert_eq!(after(-4), None, "a time server's correction");
        assert_eq!(after(-3600), Some(SignedDuration::from_hours(-1)));
        assert_eq!(after(300), None, "no more than is allowed");
        assert_eq!(after(301), Some(SignedDuration::from_secs(301)));
    }

    #[test]
    fn a_database_that_was_changed_stays_read_only_when_the_storage_is_well_again() {
        let health = Health::default();
        let read_only = |why| ReadOnly { why, since: noon(), what: "写入失败".to_owned() };
        health.set_read_only(read_only(Trouble::Storage));
        assert!(health.storage_is_well());
        health.set_read_only(read_only(Trouble::Storage));
        health.set_read_only(read_only(Trouble::Journal));
        health.set_read_only(read_only(Trouble::Storage));
        assert!(!health.storage_is_well());
        assert_eq!(health.read_only().unwrap().why, Trouble::Journal);
    }

    #[test]
    fn an_alarm_is_raised_once_and_the_newest_are_kept() {
        let health = Health::default();
        let alarm = |n: usize| Alarm { kind: AlarmKind::Clock, at: noon(), message: n.to_string() };
        assert!(health.alarm(alarm(0)) && !health.alarm(alarm(0)));
        for n in 1..60 {
            health.alarm(alarm(n));
        }
        let alarms = health.alarms();
        assert_eq!((alarms.len(), alarms[0].message.as_str()), (MOST, "59"));
    }

    #[test]
    fn a_refused_change_says_since_when_why_and_what_is_to_be_done() {
        let read_only = ReadOnly { why: Trouble::Storage, since: noon(), what: "写盘失败".to_owned() };
        let said = read_only.message();
        for part in ["10月8日 12:00", "写盘失败", "不会保存", "检查磁盘空间"] {
            assert!(said.contains(part), "{said}");
        }
    }
}
