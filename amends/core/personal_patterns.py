"""What looks like a person, a number or a place of somebody in Chinese and English text, by its structure.

Free names cannot be had by rules: a name without a title, a relation or a role beside it is found only if it is known.
Where a pattern has the group ``who``, that part names somebody and the rest stays.
"""

from __future__ import annotations

import re

SOMEBODY, NUMBER, MAIL, PLACE = "〔某人〕", "〔号码〕", "〔邮箱〕", "〔住址〕"

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文陶施严柳葛倪殷庞樊翟聂霍柯阮俞耿詹骆焦鲁邢岳"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|慕容|尉迟|长孙|令狐|东方|西门|南宫|端木|公孙|宇文|申屠|独孤"
_AMBIGUOUS = "于方万段金常龙钱石易夏高文白康毛黄雷江任何余程史曾许施严马武"
_PLAIN = "".join(one for one in _SURNAMES if one not in _AMBIGUOUS)
_WORDS = (
    "陈述|陈列|陈旧|周围|周边|周[一二三四五六日末期年内到转]|黄[色金牌]|马[上路桶]|金[额属融]|方[面案便可式法向]|万[元一]|常[见用年]|曾[经来有在被]|任[何务职]|"
    "余[额款下]|程[序度]|白[天色]|康复|易[于损]|夏[天季]|文[件字]|顾[客虑问]|许[多可]|谢[绝谢]|毛[病巾]|何[时人种]|石[材油头]|严[重格]|"
    "施[工行]|高[度于兴温声空层峰]|龙[头虾]|鲁[莽]|贺[卡]|唐突|陆[续]|杜绝|范围|苏打|罗列|胡[乱闹]|郑重|赖账|戴[上着]|高[的]|徐徐|董事|王牌|"
    "张[贴开数]|李子|杨梅|朱红|孙女|孙子"
)
"""What begins as a surname does and is none."""
_NO_NAME = f"(?!{_WORDS})"
_AFTER = (
    r"(?=[^\u4e00-\u9fff]|$|[说称在到来去把将对与和及被的也未不已要投反回打给向"
    r"从让表电是有没就因提认签陪等住又曾当并答负处])"
)
_RELATED = (
    "妻子|丈夫|儿子|女儿|父亲|母亲|爸爸|妈妈|老公|老婆|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|孙子|孙女|家属|亲属|朋友|邻居|同事|同学|"
    "业主|住户|租户|租客|房东|顾客|旅客|乘客|患者|病人|客人|车主|收银员|店员|营业员|服务员|导购员|售货员|售票员|快递员|送餐员|配送员|"
    "保洁员|保管员|管理员|检验员|操作员|维修员|安全员|话务员|业务员|推销员|销售员|驾驶员|保安|保洁|司机|柜员|护工|店长|班长|组长|领班|"
    "技师|厨师|名叫|姓名|联系人|收件人|经办人|当事人|证人"
)
_GIVEN = rf"(?:[\u4e00-\u9fff]{_AFTER}|[\u4e00-\u9fff]{{2}})"
_CALLED = "先生|女士|小姐|太太|阿姨|大爷|大妈|师傅|老师|经理|主任|医生|护士|总(?![数体的是共量计之务公裁结部])"
_UNIT = r"\s*(?:[元件天个人次℃%度分秒日年月台只米套份项条页倍级]|小时|mm|kg|cm|ml|pcs|pieces|days|hours|yuan)"
_NAME = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ]*(?:['’-][A-Za-zÀ-ÿ]+)*"
_PARTICLE = r"(?:(?:van|von|de|der|den|da|di|du|la|le|al|bin) ){0,2}"
_NAMES = rf"{_PARTICLE}{_NAME}(?: {_PARTICLE}{_NAME}){{0,2}}"
_RELATED_EN = (
    "wife|husband|son|daughter|mother|father|brother|sister|partner|neighbour|neighbor|friend|colleague|cashier|"
    "driver|waiter|waitress|nurse|guard|receptionist|tenant|patient|passenger|landlord|clerk"
)
_DAY = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|I\b|The\b|He\b|She\b|We\b|It\b|They\b)"
_STREET = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Court|Close|Square|Way|Boulevard|Blvd|Terrace|Place|Crescent"
_ESTATE = r"(?:[\u4e00-\u9fff]{2,4}?(?:花园|小区|家园|公寓|新村|雅苑|名苑|大厦|豪庭))?"

_LAYERS = (
    (r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", MAIL),
    (r"(?<!\d)\d{17}[\dXx](?!\d)", NUMBER),  # identity card
    (r"(?<!\d)\d{4}(?:[ -]?\d{4}){2,3}[ -]?\d{0,3}(?!\d)", NUMBER),  # bank card
    (r"\+(?:[ ().-]{0,2}\d){7,15}(?!\d)", NUMBER),  # telephone with the code of its country
    (r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)", NUMBER),  # mobile
    (r"(?<![\dA-Za-z.-])(?:\(0\d{2,4}\)|0\d{2,4})[ -]?\d{3,4}[ -]?\d{3,4}(?![\d.]|-\d)", NUMBER),  # landline
    (r"(?<![\dA-Za-z.-])\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)", NUMBER),
    (rf"(?<![\dA-Za-z.,-])(?!20\d\d)[2-9]\d{{3}}(?: |-(?!\d\d00))\d{{4}}(?![\d.,-]?\d)(?!{_UNIT})", NUMBER),  # local
    (
        (
            r"(?:微信|QQ|[Ww]e[Cc]hat|WhatsApp|Telegram|Skype)(?:号|账号| id| ID)?[\s:：是为]{0,3}"
            r"(?P<who>(?=[A-Za-z_-]*[\d_])[A-Za-z0-9_-]{5,20})"
        ),
        NUMBER,
    ),
    (r"(?<![A-Za-z0-9_])(?:(?:wxid|wx|qq)_|(?:wx|qq)(?=[a-z_-]*\d))[A-Za-z0-9_-]{4,20}", NUMBER),
    (r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•]?[A-Z0-9]{5,6}(?![A-Z0-9])", NUMBER),
    (r"(?<!\d)\d+\s*(?:号楼|栋|幢|座|单元)(?:\s*\d+\s*(?:单元|层|楼))*\s*\d*\s*(?:室|号|户)?", PLACE),
    (r"(?<!\d)\d{1,3}(?:-\d{1,4}){1,2}(?:室|户)", PLACE),
    (rf"{_ESTATE}(?<![\dA-Za-z.-])\d{{1,3}}-(?:\d{{1,2}}-)?\d{{1,2}}(?:0[1-9]|[1-4]\d)(?![\d.:-])(?!{_UNIT})", PLACE),
    (r"(?<![\d.-])\d{3,4}\s*(?:室|号房)", PLACE),
    (r"[\u4e00-\u9fff]{2,3}(?:路|街|大道|巷|弄|胡同)\s*\d+\s*(?:号|弄)", PLACE),
    (rf"\b\d{{1,5}}[A-Za-z]? (?:[A-Z][\w'’-]+ ){{1,3}}(?:{_STREET})\b", PLACE),
    (r"\b(?:Flat|Apartment|Apt\.?|Room|Suite) (?:No\. ?|#)?\d{1,5}[A-Za-z]?\b", PLACE),
    (rf"{_NO_NAME}(?:{_COMPOUND}|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}}?(?={_CALLED})", SOMEBODY),
    (rf"(?:{_RELATED})[：:是叫 ]?(?P<who>{_NO_NAME}(?:(?:{_COMPOUND})|[{_SURNAMES}]){_GIVEN})", SOMEBODY),
    (rf"(?<![大最缩较窄细幼弱年古变从减偏太过微多])[小老](?:[{_PLAIN}](?!子)|[高黄方马任白程江许]{_AFTER})", SOMEBODY),
    (rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Madam)\.? ?{_NAMES}", SOMEBODY),
    (rf"\b(?:{_RELATED_EN}),? (?P<who>{_DAY}{_NAMES})", SOMEBODY),
)
PATTERNS = tuple((re.compile(pattern), instead) for pattern, instead in _LAYERS)
"""What is looked for, in this order, and what is put in its place."""
