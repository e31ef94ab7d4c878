//! Branches as lists show them: today's place in the tree with the latest result beside it.

use rating::{period::Period, points::Points};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Page, Paging, Reach, StoreError, TreeOrg,
    listing::{COUNTED, Listing},
    orgs::{TREE_COLUMNS, read_tree_org},
    scope::{FEW, RESULT_ROLES, Scope, tree},
    text::Reading,
};

/// A branch that the caller may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenBranch {
    pub org: TreeOrg,
    /// Star in `BranchFilter::stars_of`.
    pub star: Option<i64>,
    pub star_name: Option<String>,
    /// Total in `BranchFilter::points_of`.
    pub total: Option<Points>,
}

/// Which branches a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct BranchFilter {
    /// Part of the name.
    pub text: Option<String>,
    pub category: Option<String>,
    pub unit_id: Option<String>,
    /// The periods whose points and stars are shown.
    pub points_of: Option<Period>,
    pub stars_of: Option<Period>,
    pub sort: BranchSort,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BranchSort {
    /// As in documents.
    #[default]
    Document,
    PointsUp,
    PointsDown,
    StarsDown,
    MembersDown,
}

/// Branches.
pub struct Branches<'a>(pub(crate) &'a mut AnyConnection);

impl Branches<'_> {
    /// The branches that the caller may see, page by page; closed ones are left out.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &BranchFilter,
        paging: Paging,
    ) -> Result<Page<SeenBranch>, StoreError> {
        let latest = |alias: &str, period: Option<Period>| {
            // A period's name is made of figures, signs and letters of our own.
            let period = period.map_or_else(|| "null".to_owned(), |period| format!("'{period}'"));
            format!("left join results {alias} on {alias}.branch_id = t.id and {alias}.period = {period}")
        };
        let unit = filter.unit_id.as_ref();
        let start = scope.start(&mut *self.0, RESULT_ROLES, None, unit, FEW).await?;
        let wanted = start
            .wanted("o.id", RESULT_ROLES, None, unit)
            .and("o.kind = 'branch' and (o.closed_on is null or o.closed_on > $2)")
            .and_if("t.category = #", filter.category.clone())
            .and_if(
                "(t.name like # escape '!' or t.secretary like # escape '!')",
                filter.text.as_deref().map(crate::like),
            );
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "orgs", "id");
            Ok(SeenBranch {
                org: read_tree_org(row)?,
                star: reading.get("star")?,
                star_name: reading.get("star_name")?,
                total: reading.get::<Option<i64>>("total")?.map(Points::from_thousandths),
            })
        };
        let listing = Listing {
            with: tree(RESULT_ROLES),
            columns: &format!("{TREE_COLUMNS}, q.star, q.star_name, m.total"),
            from: "from tree t cross join orgs o".to_owned(),
            count_from: "from tree t cross join orgs o".to_owned(),
            count_wanted: wanted.clone(),
            counted: COUNTED,
            beside: &format!(
                "join tree u on u.id = t.unit_id {} {}",
                latest("m", filter.points_of),
                latest("q", filter.stars_of)
            ),
            wanted,
            order: match filter.sort {
                BranchSort::Document => "t.path",
                BranchSort::PointsUp => "case when m.total is null then 1 else 0 end, m.total, t.path",
                BranchSort::PointsDown => "case when m.total is null then 1 else 0 end, m.total desc, t.path",
                BranchSort::StarsDown => "case when q.star is null then 1 else 0 end, q.star desc, t.path",
                BranchSort::MembersDown => "coalesce(t.n_members, 0) desc, t.path",
            },
        };
        listing.page(&mut *self.0, scope, paging, read).await
    }

    /// Whether a body above branches is a unit (`true`) or the company; `None` if the caller does not see it.
    pub async fn above(&mut self, scope: &Scope, id: &str) -> Result<Option<bool>, StoreError> {
        let text = format!(
            "{} select cast(case when o.kind = 'unit' then 1 else 0 end as bigint) as is_unit
             from tree t join orgs o on o.id = t.id
             where t.seen = 1 and o.kind in ('company', 'unit') and t.id = $3",
            tree(RESULT_ROLES)
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.map(|row| Ok(row.try_get::<i64, _>("is_unit")? == 1)).transpose()
    }

    /// How many of these branches the caller reviews, from the unit or the company above.
    pub async fn reviewed(&mut self, scope: &Scope, ids: &[String]) -> Result<i64, StoreError> {
        let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
        let text = format!(
            "{} select cast(count(*) as bigint) as n from tree t join orgs o on o.id = t.id
             where t.seen = 1 and o.kind = 'branch' and t.id in ({})",
            tree(Reach::Review.roles()),
            places.join(", ")
        );
        let query = ids.iter().fold(scope.query(AssertSqlSafe(text)), |query, id| query.bind(id.clone()));
        Ok(query.fetch_one(&mut *self.0).await?.try_get("n")?)
    }

    /// One branch, closed or not, if the caller may see its results.
    pub async fn find(&mut self, scope: &Scope, id: &str) -> Result<Option<TreeOrg>, StoreError> {
        let text = format!(
            "{} select {TREE_COLUMNS} from tree t join orgs o on o.id = t.id join tree u on u.id = t.unit_id
             where t.seen = 1 and o.kind = 'branch' and t.id = $3",
            tree(RESULT_ROLES)
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read_tree_org).transpose()
    }
}
