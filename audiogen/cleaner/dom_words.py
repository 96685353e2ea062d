"""Words of tags, classes, ids and roles, and what they say of an element. Data only; no site's own names."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = words("h1 h2 h3 h4 h5 h6")
INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr output q rb ruby s samp small span"
    " strike strong sub sup time tt u var wbr"
)
#: Elements whose content is no text of the page.
UNSEEN = words(
    "script style noscript template svg math iframe object embed applet canvas audio video map select datalist"
    " textarea input head title meta link base frameset progress meter rp rt"
)
#: Elements that are features of the lines in them.
TELLING = words(
    "nav header footer aside form figure figcaption table blockquote article main section details dialog ul ol dl li p"
    " button label pre fieldset legend"
)

#: What words in class, id, role and test names say of an element, for the features of the model.
GROUPS: dict[str, frozenset[str]] = {
    "menu": words(
        "nav navigation navbar menu submenu breadcrumb breadcrumbs crumbs pagination pager tabs toolbar masthead topbar"
        " skip"
    ),
    "contents": words("toc jump anchor"),
    "share": words(
        "share sharing social socials facebook twitter whatsapp pinterest linkedin addtoany sharedaddy follow bookmark"
    ),
    "related": words(
        "related recommended recommendation recommendations recirc more read next previous trending popular latest"
        " teaser teasers promo promoted suggested similar mostread further also readmore upnext card cards tile tiles"
    ),
    "comments": words("comment comments respond reply discussion disqus replies commentlist"),
    "ad": words(
        "ad ads advert advertisement advertising sponsor sponsored banner outbrain taboola dfp adslot affiliate"
    ),
    "consent": words("cookie cookies consent gdpr cmp onetrust privacy"),
    "sign up": words(
        "newsletter subscribe subscription signup register login account cta modal popup popover overlay dialog"
        " mailing form"
    ),
    "people": words("author authors byline bio avatar profile contributor contributors writer biography"),
    "stamp": words(
        "date time datetime published timestamp meta metadata info tag tags category categories topic topics label"
        " readtime"
    ),
    "caption": words(
        "caption captions wp figcaption credit credits copyright image img photo gallery media figure slideshow"
        " lightbox"
    ),
    "player": words("player video audio podcast playlist embed listen"),
    "foot": words("footer bottom colophon legal disclaimer footnote footnotes references citation citations sources"),
    "side": words("sidebar aside rail widget widgets secondary complementary sticky"),
    "head": words("header head hero title headline heading hed"),
    "intro": words(
        "standfirst intro lead lede dek subtitle subheadline subheading summary excerpt preamble teasertext deck"
        " description"
    ),
    "story": words(
        "article articlebody body content story post entry main text richtext rich prose wysiwyg paragraph markdown"
    ),
    "box": words(
        "box callout aside infobox factbox highlight highlights key takeaways fact facts note pullquote quote accordion"
        " faq expandable"
    ),
    "product": words("product products price buy shop rating pros cons specs review deal deals"),
    "paywall": words("paywall premium regwall piano metered locked"),
    "list": words("list listing feed grid archive results items"),
}

#: Reason of a removal, tags, words: the innermost element that fits gives the name.
REASONS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("nav", words("nav menu"), words("nav navigation navbar menu submenu breadcrumb breadcrumbs pagination masthead")),
    ("share", words(""), words("share sharing social socials addtoany sharedaddy")),
    ("comments", words(""), words("comment comments disqus respond commentlist")),
    ("related", words(""), words("related recommended recirc trending popular teaser teasers promo suggested latest")),
    ("advertisement", words(""), words("ad ads advert advertisement advertising sponsored banner outbrain taboola")),
    ("consent", words(""), words("cookie cookies consent gdpr onetrust")),
    ("newsletter", words(""), words("newsletter subscribe subscription signup mailing")),
    ("byline", words("address"), words("byline author authors bio contributor")),
    ("date", words("time"), words("dateline timestamp published pubdate")),
    ("caption", words("figcaption figure"), words("caption captions credit")),
    ("player", words(""), words("player video audio podcast")),
    ("footer", words("footer"), words("footer colophon copyright")),
    ("sidebar", words("aside"), words("sidebar aside rail widget")),
    ("button", words("button label"), words("button btn")),
    ("form", words("form fieldset"), words("form login")),
    ("header", words("header"), words("topbar")),
)

#: Elements that hold other people's words or other stories, unless most of the story stands in them.
ASIDES = words("comment comments commentlist disqus related recommended recirc trending")
NEEDS_PAYMENT = words("paywall regwall piano metered paid")

CAPTION = words("caption captions figcaption bildunterschrift bildtext legende cutline")
CREDIT = words("credit credits copyright photographer fotocredit")
INTRO = words(
    "standfirst dek lede intro subtitle subheadline preamble teaser vorspann chapeau deck lead summary excerpt"
)
REFERENCE = words("editsection reference footnote noteref footnotes headerlink")
#: Classes that hide an element from view but not from screen readers.
HIDDEN = tuple(words(names) for names in ("sr only", "visually hidden", "visuallyhidden", "screen reader", "offscreen"))
