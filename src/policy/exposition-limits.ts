/** Limits of metrics pages: what a page may cost a Prometheus, and what reading one may cost here. */

/** Series that one metric may have on one page; each bucket is a series. */
export const maxSeries = 1000;

/** Values that one label of a metric may have on one page. Above it, it is most likely an id. */
export const maxValues = 100;

/** Bytes of a page, uncompressed; the largest that are known, of clusters of many thousand objects, are smaller. */
export const maxPageBytes = 48 * 1024 * 1024;

/** Milliseconds until a page must have been answered; Prometheus gives up after 10 s too, unless told otherwise. */
export const pageTimeout = 10_000;

/** How many redirects are followed. */
export const maxRedirects = 5;
