"""Scrapy's settings. What an office chooses (delay, concurrency, timeout …) comes from portal.toml at run time."""

BOT_NAME = "lanmu"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawler.commands"

# Politeness.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY_JITTER = 0
COOKIES_ENABLED = False
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
LANMU_FIRST_PAUSE = 2.0  # seconds before the first retry; doubled before each further one

# Seconds between two signs of life in the ledger.
LANMU_BEAT = 20.0

# What answers may be and may cost. The download size is cut far below Scrapy's own 1 GiB.
DOWNLOAD_HANDLERS = {
    "http": "crawler.asking.stamps.StampedDownload",
    "https": "crawler.asking.stamps.StampedDownload",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_WARNSIZE = 0

# A response yields one observation and a few requests; Scrapy would start a hundred workers for each response.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False

# A page that is not read by then never will be: an ordinary one takes a hundredth of a second, a hostile one two.
LANMU_READING_SECONDS = 20.0

# Nothing listens, nothing is cached: a freshness monitor must ask.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "crawler.asking.stamps.Stamps": 1000,
    "crawler.asking.connecting.AddressGuard": 990,
    "crawler.asking.robots.Robots": 100,
    "crawler.asking.backoff.BackoffRetry": 550,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
# None of Scrapy's own does anything for this spider, and each would cost every answer a layer of generators.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
ITEM_PIPELINES = {"crawler.run.pipeline.StorePipeline": 100}
EXTENSIONS = {
    "crawler.asking.crawl_delay.CrawlDelay": 10,
    "crawler.run.progress.Progress": 20,
    "crawler.run.interrupt.Interrupt": 30,
    "crawler.reading.second_reader.SecondReader": 40,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# What goes wrong with a page is an outcome and is told as one; Scrapy's own warnings would say it twice.
LOG_LEVEL = "ERROR"
