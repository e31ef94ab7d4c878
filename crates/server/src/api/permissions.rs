//! Who may do what: one table, read by every handler and shown as the permission matrix. Where in the tree somebody
//! may do it is the scope's business (`store::Scope`).

use serde::Serialize;
use store::{HeldRole, Role};
use utoipa::ToSchema;

/// One thing that a role allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Permission {
    ReadRankings,
    ReadResults,
    RatePeriods,
    SealPeriods,
    ReadOrganisation,
    ChangeOrganisation,
    ImportWorkbooks,
    ReadMembers,
    RevealMembers,
    KeepMembers,
    DecideOnMembers,
    KeepNorms,
    ReadDiscipline,
    KeepDiscipline,
    ReadRecords,
    KeepRecords,
    ReviewRecords,
    ReadEvents,
    ProposeEvents,
    ApproveEvents,
    AskExceptions,
    ApproveExceptions,
    KeepCalendar,
    ReadLogs,
    ReadAccounts,
    KeepAccounts,
    GrantRoles,
    ReadJournal,
    ReadBurden,
    ReadAlarms,
}

/// Whether the published ranking of every category is theirs to read.
pub(crate) fn sees_all_rankings(roles: &[HeldRole]) -> bool {
    let sees = |held: &HeldRole| {
        held.role == Role::Business || (held.at_company && Permission::ReadResults.roles().contains(&held.role))
    };
    roles.iter().any(sees)
}

use Role::{
    Administrator, AuditAdministrator, Auditor, Branch, Business, Leader, Member, Organisation, SecurityAdministrator,
    Unit,
};

impl Permission {
    pub(crate) const ALL: &[Permission] = &[
        Permission::ReadRankings,
        Permission::ReadResults,
        Permission::RatePeriods,
        Permission::SealPeriods,
        Permission::ReadOrganisation,
        Permission::ChangeOrganisation,
        Permission::ImportWorkbooks,
        Permission::ReadMembers,
        Permission::RevealMembers,
        Permission::KeepMembers,
        Permission::DecideOnMembers,
        Permission::KeepNorms,
        Permission::ReadDiscipline,
        Permission::KeepDiscipline,
        Permission::ReadRecords,
        Permission::KeepRecords,
        Permission::ReviewRecords,
        Permission::ReadEvents,
        Permission::ProposeEvents,
        Permission::ApproveEvents,
        Permission::AskExceptions,
        Permission::ApproveExceptions,
        Permission::KeepCalendar,
        Permission::ReadLogs,
        Permission::ReadAccounts,
        Permission::KeepAccounts,
        Permission::GrantRoles,
        Permission::ReadJournal,
        Permission::ReadBurden,
        Permission::ReadAlarms,
    ];

    pub(crate) const fn roles(self) -> &'static [Role] {
        match self {
            Permission::ReadRankings => &[Organisation, Unit, Branch, Business, Leader, Auditor, Member],
            Permission::ReadResults | Permission::ReadRecords | Permission::ReadEvents => {
                &[Organisation, Unit, Branch, Leader, Auditor, Member]
            }
            Permission::RatePeriods
            | Permission::SealPeriods
            | Permission::KeepCalendar
            | Permission::KeepNorms
            | Permission::ImportWorkbooks => &[Organisation],
            Permission::ReadOrganisation => {
                &[Organisation, Unit, Branch, Business, Leader, Auditor, Member, Administrator, SecurityAdministrator]
            }
            Permission::ChangeOrganisation
            | Permission::ApproveEvents
            | Permission::ReviewRecords
            | Permission::DecideOnMembers
            | Permission::ApproveExceptions => &[Organisation, Unit],
            Permission::ReadMembers => &[Organisation, Unit, Branch, Auditor],
            Permission::RevealMembers | Permission::KeepMembers | Permission::ProposeEvents => {
                &[Organisation, Unit, Branch]
            }
            Permission::ReadDiscipline => &[Organisation, Unit, Auditor],
            Permission::KeepDiscipline => &[Organisation, Unit],
            Permission::KeepRecords | Permission::AskExceptions => &[Branch],
            Permission::ReadJournal => &[Auditor],
            Permission::ReadBurden => &[Organisation, Unit, Leader, Auditor],
            Permission::ReadLogs => &[AuditAdministrator],
            Permission::ReadAlarms => &[Administrator, AuditAdministrator],
            Permission::ReadAccounts => &[Administrator, SecurityAdministrator, AuditAdministrator],
            Permission::GrantRoles => &[SecurityAdministrator],
            Permission::KeepAccounts => &[Administrator],
        }
    }

    pub(crate) const fn title(self) -> &'static str {
        match self {
            Permission::ReadRankings => "查看排名",
            Permission::ReadResults => "查看得分与依据",
            Permission::RatePeriods => "评分",
            Permission::SealPeriods => "封存周期",
            Permission::ReadOrganisation => "查看组织",
            Permission::ChangeOrganisation => "调整组织",
            Permission::ImportWorkbooks => "导入组织、事实、指标",
            Permission::ReadMembers => "查看党员名册",
            Permission::RevealMembers => "查看党员证件号、电话原文",
            Permission::KeepMembers => "维护党员名册",
            Permission::DecideOnMembers => "审批党费减免、发展党员",
            Permission::KeepNorms => "维护党费费率等标准",
            Permission::ReadDiscipline => "查看党员处分",
            Permission::KeepDiscipline => "登记党员处分",
            Permission::ReadRecords => "查看台账",
            Permission::KeepRecords => "填报台账",
            Permission::ReviewRecords => "审核、退回台账",
            Permission::ReadEvents => "查看加减分登记",
            Permission::ProposeEvents => "提出加减分、否决事项",
            Permission::ApproveEvents => "审批加减分、否决事项",
            Permission::AskExceptions => "申请例外",
            Permission::ApproveExceptions => "审批例外",
            Permission::KeepCalendar => "维护工作日历",
            Permission::ReadLogs => "查看操作、登录日志",
            Permission::ReadAccounts => "查看账号",
            Permission::KeepAccounts => "新增、停用账号，重置口令",
            Permission::GrantRoles => "授予、撤销角色",
            Permission::ReadJournal => "查看、核验存证日志",
            Permission::ReadBurden => "查看填报负担",
            Permission::ReadAlarms => "查看系统报警",
        }
    }
}
