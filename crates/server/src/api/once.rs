//! A request that arrives twice is done once; an edit of what somebody else changed meanwhile is refused.
//!
//! A create takes the header `Idempotency-Key` (8 to 100 visible ASCII signs, chosen by the sender, say a UUID). The key, a
//! hash of the request and the answer are kept in the transaction of the change itself, 30 days long. The same request with
//! the same key gets the first answer again; another request with that key is refused with 422 `key_reused`. What was
//! refused or failed leaves no trace, so that the same key succeeds later. Without the header the work is simply done.
//!
//! ```ignore
//! async fn add_record(State(app): State<AppState>, caller: Caller, asked: Keyed<NewRecord>) -> Result<Response, ApiError> {
//!     caller.must(Permission::KeepRecords)?;
//!     let Keyed { asked, once } = asked; // extracts the JSON body, last of the arguments
//!     let mut db = match once.begin(&app, &caller).await? {
//!         Begun::Answered(answer) => return Ok(answer),
//!         Begun::Fresh(db) => db,
//!     };
//!     let view = …; // the work, in `db`
//!     once.finish(db, StatusCode::CREATED, &view).await // keeps the answer and commits
//! }
//! ```
//!
//! What is no JSON (an uploaded file) makes its own: `Once::of(&headers, &["attachments", record], &bytes)`.
//!
//! The answer to the first of them carries the receipt, in the header `X-Receipt`: number, leaf and time of the entry.
//!
//! An edit takes `If-Match: <rev>` through [`IfMatch`]; if another revision stands, `ApiError::stale` answers 409 with both.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use store::{Db, KeptAnswer, StoreError};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, body, caller::Caller},
    ids,
};

const HEADER: &str = "idempotency-key";

/// Of the answer to a create: number, leaf and time of its entry in the journal, with blanks between.
const RECEIPT: &str = "x-receipt";

/// How often a claim is tried when the database could not put two transactions in an order.
const TRIES: usize = 3;

/// A JSON body with what makes it repeatable.
pub(crate) struct Keyed<T> {
    pub(crate) asked: T,
    pub(crate) once: Once,
}

/// The key of a request, if it has one, and the hash of its content.
#[derive(Debug, Clone)]
pub(crate) struct Once {
    key: Option<String>,
    request: String,
    user: std::sync::OnceLock<String>,
}

/// Either nobody did this before, or what was answered then.
pub(crate) enum Begun {
    Fresh(Db),
    Answered(Response),
}

impl<T: DeserializeOwned> FromRequest<AppState> for Keyed<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &AppState) -> Result<Keyed<T>, ApiError> {
        let (headers, method, path) =
            (request.headers().clone(), request.method().clone(), request.uri().path().to_owned());
        let bytes = body::bytes(request, app).await?;
        let once = Once::of(&headers, &[method.as_str(), &path], &bytes)?;
        let asked = body::read(&bytes)?;
        Ok(Keyed { asked, once })
    }
}

impl Once {
    /// `what` names the operation and its object.
    ///
    /// # Errors
    /// `BadRequest` if the key is misspelt.
    pub(crate) fn of(headers: &HeaderMap, what: &[&str], content: &[u8]) -> Result<Once, ApiError> {
        let key = headers.get(HEADER).map(|value| {
            let text = value.to_str().unwrap_or_default();
            let fits = (8..=100).contains(&text.len()) && text.chars().all(|sign| sign.is_ascii_graphic());
            let message = "请求头 Idempotency-Key 应为 8 至 100 个可见的英文字符，请更换后重试。";
            if fits { Ok(text.to_owned()) } else { Err(ApiError::saying(ErrorCode::BadRequest, message)) }
        });
        let mut hash = Sha256::new();
        for part in what {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(content);
        Ok(Once { key: key.transpose()?, request: ids::hex(&hash.finalize()), user: Default::default() })
    }

    /// A transaction for the work, or the answer that was given before.
    ///
    /// # Errors
    /// `KeyReused` if the key stood for another request.
    pub(crate) async fn begin(&self, app: &AppState, caller: &Caller) -> Result<Begun, ApiError> {
        self.begin_as(app, &caller.user.id, app.clock.now()).await
    }

    async fn begin_as(&self, app: &AppState, user: &str, now: Timestamp) -> Result<Begun, ApiError> {
        self.claim(app, user, now, None).await
    }

    async fn claim(
        &self,
        app: &AppState,
        user: &str,
        now: Timestamp,
        answer: Option<(u16, &str)>,
    ) -> Result<Begun, ApiError> {
        let Some(key) = &self.key else { return Ok(Begun::Fresh(app.store.write().await?)) };
        self.user.get_or_init(|| user.to_owned());
        let mut tries = 0;
        loop {
            tries += 1;
            let mut db = app.store.write().await?;
            match db.answers().claim(user, key, &self.request, now, answer).await {
                Ok(None) => return Ok(Begun::Fresh(db)),
                Ok(Some(kept)) => {
                    // What was answered may stand beside us in a group that is not yet safe on disk.
                    db.commit().await?;
                    return self.again(kept).map(Begun::Answered);
                }
                Err(StoreError::Database(_)) if tries < TRIES => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Does `work` once, where the answer is known before: others who write wait for less.
    ///
    /// # Errors
    /// `KeyReused` if the key stood for another request; those of the work and of the store: nothing is kept then.
    pub(crate) async fn answer_with<T: Serialize>(
        &self,
        app: &AppState,
        caller: &Caller,
        status: StatusCode,
        view: &T,
        work: impl AsyncFnOnce(&mut Db) -> Result<(), ApiError>,
    ) -> Result<Response, ApiError> {
        let body = serde_json::to_string(view).map_err(anyhow::Error::from)?;
        let known = Some((status.as_u16(), body.as_str()));
        let mut db = match self.claim(app, &caller.user.id, app.clock.now(), known).await? {
            Begun::Answered(answer) => return Ok(answer),
            Begun::Fresh(db) => db,
        };
        work(&mut db).await?;
        last(db, status, body).await
    }

    fn again(&self, kept: KeptAnswer) -> Result<Response, ApiError> {
        if kept.request != self.request {
            return Err(ErrorCode::KeyReused.into());
        }
        let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
        Ok(answer(status, kept.body))
    }

    /// Keeps the answer, makes the work last and answers.
    ///
    /// # Errors
    /// Those of the store; nothing is kept then.
    pub(crate) async fn finish<T: Serialize>(
        &self,
        mut db: Db,
        status: StatusCode,
        view: &T,
    ) -> Result<Response, ApiError> {
        let body = serde_json::to_string(view).map_err(anyhow::Error::from)?;
        if let (Some(key), Some(user)) = (&self.key, self.user.get()) {
            db.answers().keep(user, key, status.as_u16(), &body).await?;
        }
        last(db, status, body).await
    }
}

/// Makes the work last and answers, with the receipt.
async fn last(db: Db, status: StatusCode, body: String) -> Result<Response, ApiError> {
    let receipt = db.receipt().cloned();
    db.commit().await?;
    let mut response = answer(status, body);
    if let Some(receipt) = receipt {
        let text = format!("{} {} {}", receipt.seq, receipt.leaf, receipt.at);
        response.headers_mut().insert(RECEIPT, HeaderValue::from_str(&text).map_err(anyhow::Error::from)?);
    }
    Ok(response)
}

fn answer(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}

/// The revision that an edit was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) i64);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<IfMatch, ApiError> {
        let text = parts.headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let message = "请求缺少请求头 If-Match: 版次，无法确认您修改的是哪一版；请刷新后重试。";
        let rev = text.trim().trim_matches('"').parse();
        rev.map(IfMatch).map_err(|_| ApiError::saying(ErrorCode::BadRequest, message))
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http_body_util::BodyExt;
    use serde_json::{Value, json};
    use store::Store;

    use super::*;
    use crate::clock::Clock;

    async fn app() -> (AppState, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("t.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        (AppState::new(store, Clock::fixed("2026-10-08T04:00:00Z".parse().unwrap())), folder)
    }

    /// One request whose work is to write a line in the log.
    async fn send(app: &AppState, user: &str, key: &str, body: &Value) -> Result<(StatusCode, Value), ErrorCode> {
        let mut request = Request::post("/api/v1/things");
        if !key.is_empty() {
            request = request.header(HEADER, key);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        let Keyed { asked, once } = Keyed::<Value>::from_request(request, app).await.map_err(|error| error.code)?;
        let begun = once.begin_as(app, user, app.clock.now()).await.map_err(|error| error.code)?;
        let response = match begun {
            Begun::Answered(response) => response,
            Begun::Fresh(mut db) => {
                let id = ids::short();
                db.users().log(&id, app.clock.now(), user, "thing", &asked.to_string()).await.unwrap();
                if asked["fails"] == true {
                    return Err(ErrorCode::Invalid);
                }
                once.finish(db, StatusCode::CREATED, &json!({ "id": id })).await.map_err(|error| error.code)?
            }
        };
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Ok((status, serde_json::from_slice(&body).unwrap()))
    }

    #[tokio::test]
    async fn the_same_request_with_the_same_key_gets_the_first_answer() {
        let (app, _folder) = app().await;
        let first = send(&app, "u1", "key-00001", &json!({ "n": 1 })).await.unwrap();
        assert_eq!(first.0, StatusCode::CREATED);
        assert_eq!(send(&app, "u1", "key-00001", &json!({ "n": 1 })).await.unwrap(), first);
        assert_ne!(send(&app, "u2", "key-00001", &json!({ "n": 1 })).await.unwrap().1, first.1, "another's key");
        assert_ne!(send(&app, "u1", "", &json!({ "n": 1 })).await.unwrap().1, first.1, "without a key");
    }

    #[tokio::test]
    async fn many_senders_of_one_key_make_one_thing() {
        let (app, _folder) = app().await;
        let body = json!({ "n": 1 });
        let mut ids = std::collections::BTreeSet::new();
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let (app, body) = (app.clone(), body.clone());
            sending.spawn(async move { send(&app, "u1", "key-00001", &body).await.unwrap() });
        }
        while let Some(answer) = sending.join_next().await {
            ids.insert(answer.unwrap().1.to_string());
        }
        assert_eq!(ids.len(), 1);
    }

    #[tokio::test]
    async fn another_request_with_a_used_key_is_refused() {
        let (app, _folder) = app().await;
        send(&app, "u1", "key-00001", &json!({ "n": 1 })).await.unwrap();
        assert_eq!(send(&app, "u1", "key-00001", &json!({ "n": 2 })).await, Err(ErrorCode::KeyReused));
    }

    #[tokio::test]
    async fn what_was_refused_leaves_the_key_free() {
        let (app, _folder) = app().await;
        assert_eq!(send(&app, "u1", "key-00001", &json!({ "fails": true })).await, Err(ErrorCode::Invalid));
        assert!(send(&app, "u1", "key-00001", &json!({ "n": 2 })).await.is_ok());
    }

    #[tokio::test]
    async fn a_misspelt_key_is_refused() {
        let (app, _folder) = app().await;
        for key in ["short", "with a blank in it", &"x".repeat(101)] {
            assert_eq!(send(&app, "u1", key, &json!({})).await, Err(ErrorCode::BadRequest), "{key}");
        }
    }
}
