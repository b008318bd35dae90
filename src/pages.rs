//! Lists in pages, fetched as they are consumed.

use std::collections::VecDeque;
use std::marker::PhantomData;

use futures_util::stream;
use outx_core::api::operation::Operation;
use outx_core::call::Value;
use outx_core::policy::code::Code;
use outx_core::task::Pages;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Outx;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::options::RequestOptions;
use crate::request::{Request, decode, decode_items};
use crate::stream::ResultStream;
use crate::task::{default_wait, finished, task_id};
use crate::transport::{BoxFuture, MaybeSend};

/// A list of items `T`, which the API returns in pages `P`. Nothing is sent before a page or an item is awaited.
///
/// ```no_run
/// # type Posts = outx_client::List<serde_json::Value, serde_json::Value>;
/// # async fn run(posts: fn() -> Posts) -> Result<(), outx_client::Error> {
/// let page = posts().page().await?;
/// let newest = posts().collect_up_to(200).await?;
/// let mut all = posts().stream();
/// while let Some(post) = all.try_next().await? {
///     println!("{post:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list does nothing before its pages are awaited"]
pub struct List<P, T> {
    request: Request<P>,
    item: PhantomData<fn() -> T>,
}

impl<P, T> List<P, T>
where
    P: DeserializeOwned + MaybeSend + 'static,
    T: DeserializeOwned + MaybeSend + 'static,
{
    /// Fetches one page: the one that the arguments select, by default the first. For a list that LinkedIn tasks fetch, the page is the output
    /// of the task.
    pub fn page(self) -> BoxFuture<'static, Result<P>> {
        let mut pager = Pager::new(self.request);
        Box::pin(async move {
            let page = pager.fetch().await?;
            decode(pager.operation, &page)
        })
    }

    /// Returns a stream of all items, from the page that the arguments select, by default the first.
    pub fn stream(self) -> ResultStream<T> {
        let start = (Pager::new(self.request), VecDeque::new());
        ResultStream::new(stream::try_unfold(start, |(mut pager, mut items): (Pager, VecDeque<T>)| async {
            loop {
                if let Some(item) = items.pop_front() {
                    return Ok(Some((item, (pager, items))));
                }
                match pager.next().await? {
                    Some(page) => items = decode_items(pager.operation, &pager.items(&page)?)?,
                    None => return Ok(None),
                }
            }
        }))
    }

    /// Returns a stream of all pages, from the one that the arguments select, by default the first.
    pub fn pages(self) -> ResultStream<P> {
        ResultStream::new(stream::try_unfold(Pager::new(self.request), |mut pager| async {
            let Some(page) = pager.next().await? else { return Ok(None) };
            Ok(Some((decode(pager.operation, &page)?, pager)))
        }))
    }

    /// Collects at most `limit` items, and fetches only the pages that are needed for them.
    ///
    /// # Errors
    /// Those of the calls that fetch the pages.
    pub async fn collect_up_to(self, limit: usize) -> Result<Vec<T>> {
        let mut stream = self.stream();
        let mut items = Vec::new();
        while items.len() < limit {
            match stream.try_next().await? {
                Some(item) => items.push(item),
                None => break,
            }
        }
        Ok(items)
    }

    /// Sets the options of the calls that fetch the pages. An idempotency key is ignored.
    ///
    /// ```no_run
    /// # type Posts = outx_client::List<serde_json::Value, serde_json::Value>;
    /// # fn run(posts: Posts) {
    /// let patient = posts.with_options(|request| request.attempts(5));
    /// # }
    /// ```
    pub fn with_options(self, change: impl FnOnce(Request<P>) -> Request<P>) -> Self {
        Self { request: change(self.request), item: PhantomData }
    }
}

/// The position in a list.
struct Pager {
    outx: Outx,
    operation: &'static Operation,
    /// The arguments of the next page; `None` after the last one.
    args: Option<Json>,
    options: RequestOptions,
    error: Option<Error>,
    pages: Option<Pages>,
}

impl Pager {
    fn new<P>(request: Request<P>) -> Self {
        let (outx, operation, args, mut options, error) = request.into_parts();
        let first = operation.paging.and_then(|paging| args.whole_number(paging.cursor));
        // Each page is a write of its own, so each gets a random key.
        options.idempotency_key = None;
        Self { outx, operation, args: Some(args), options, error, pages: Pages::new(operation, first) }
    }

    /// Fetches the page that the arguments select.
    async fn fetch(&mut self) -> Result<Json> {
        if let Some(error) = self.error.take() {
            return Err(self.outx.count_rejection(error));
        }
        let args = self.args.clone().unwrap_or_else(Json::empty_object);
        let json = self.outx.run(self.operation, args, self.options.clone()).await?;
        if !self.operation.kind.is_task() {
            return Ok(json);
        }
        let seen = finished(&self.outx, &task_id(&json), default_wait()).await?;
        Ok(seen.data.field("task_output"))
    }

    /// Fetches the next page; `None` after the last one.
    async fn next(&mut self) -> Result<Option<Json>> {
        if self.args.is_none() {
            return Ok(None);
        }
        let page = self.fetch().await?;
        let count = u32::try_from(self.items(&page)?.len()).unwrap_or(u32::MAX);
        let cursor = self.pages.as_mut().and_then(|pages| pages.after_page(count, &page.view()));
        let name = self.operation.paging.map_or("", |paging| paging.cursor);
        self.args = self.args.take().zip(cursor).map(|(args, cursor)| args.with_number(name, cursor));
        Ok(Some(page))
    }

    /// The items of a page.
    fn items(&self, page: &Json) -> Result<Json> {
        if self.operation.kind.is_task() { items_of_output(self.operation, page) } else { Ok(page.field("data")) }
    }
}

/// Finds the list of items in the output of a task. The name of its field is not documented, so this is the first list with `total` items,
/// where `total` is the size of the page, or else the first list.
fn items_of_output(operation: &'static Operation, output: &Json) -> Result<Json> {
    let fields = output.view().names().into_iter().map(|name| output.field(&name));
    let lists: Vec<Json> = [output.clone()].into_iter().chain(fields).filter(Json::is_list).collect();
    let total = output.view().field("total").number();
    let of_total = lists.iter().find(|list| total == Some(list.len() as f64));
    match (of_total.or(lists.first()), total) {
        (Some(list), _) => Ok(list.clone()),
        (None, Some(total)) if total > 0.0 => {
            let text = format!("the output has a total of {total} and no list of connections");
            Err(Error::new(Code::BadResponse, text).of(operation.name))
        }
        (None, _) => Ok(Json::empty_object()),
    }
}

impl Outx {
    /// Creates a list whose pages are decoded as `P` and whose items as `T`.
    pub(crate) fn list<A, P, T>(&self, operation: &'static Operation, args: &A) -> List<P, T>
    where
        A: Serialize + ?Sized,
        P: DeserializeOwned,
    {
        List { request: self.call(operation, args), item: PhantomData }
    }
}
