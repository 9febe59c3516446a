"""How much words weigh when something is promised; written by `python -m tools.weigh_promises` (decision 0025).

Each entry is a sign and its weight. A sign is a word (in Chinese a character) or two in a row, ``^`` and ``$`` stand
for the edges of a clause, ``<`` and ``>`` before a word for the clause before and after, ``⌛`` for a time ahead,
``⌚`` for one that is over, ``#`` for a figure.
"""

from __future__ import annotations

# Learned from tests/labelled/promises/development, sha256 4eec7a4be62681e4e3408b173eb02fac
_ZH = """
# 0.07 | #d 2.72 | #块 1.56 | - -0.24 | : 0.12 | <# -0.66 | <asks> -3.25 | <base> -2.16 | <first> -1.03
<quoted> -2.11 | <∅ -0.94 | <⌚ -1.5 | <⌛ -0.21 | <。 0.58 | <三 0.19 | <上 -0.23 | <下 -0.18 | <不 -1.13
<与 0.79 | <业 -0.56 | <两 1.05 | <了 -0.38 | <于 -0.92 | <人 -0.14 | <仓 -0.59 | <件 0.14 | <位 -0.14 | <你 -0.25
<供 -1.08 | <保 -1.22 | <信 -0.19 | <修 0.43 | <停 -1.51 | <傅 -0.43 | <元 1.32 | <关 -0.15 | <具 1.07 | <写 -2.36
<准 -0.18 | <出 0.39 | <到 -0.38 | <前 0.09 | <办 -0.54 | <务 0.13 | <反 -1.28 | <发 -0.59 | <可 -0.89 | <司 0.18
<合 -0.16 | <品 -1.04 | <四 -0.08 | <天 -0.55 | <套 0.15 | <好 -0.14 | <子 0.1 | <孔 1.84 | <孙 -0.4 | <学 -0.18
<定 0.22 | <客 -0.63 | <寄 0.75 | <属 0.11 | <工 -0.71 | <已 0.66 | <店 -0.13 | <开 -0.47 | <当 -0.35 | <录 -0.2
<很 -0.68 | <您 -0.55 | <情 -1.2 | <意 -0.53 | <我 0.97 | <户 -0.49 | <批 0.22 | <把 -1.18 | <投 -0.18 | <报 -0.28
<按 -1.15 | <换 0.18 | <排 1.03 | <接 -0.54 | <放 -0.08 | <数 0.1 | <新 1.11 | <方 -0.58 | <日 -0.31 | <时 -0.9
<是 -1.31 | <晚 0.07 | <月 -0.22 | <有 -1.02 | <期 -0.22 | <未 -2.22 | <本 -0.58 | <机 -0.78 | <李 -1.78
<条 -0.55 | <来 -1.05 | <板 0.21 | <查 -0.75 | <标 -1.1 | <检 -0.26 | <款 -0.44 | <歉 0.32 | <班 -0.16 | <理 -0.96
<生 -1.07 | <电 0.38 | <的 0.17 | <着 0.2 | <确 0.61 | <窗 -0.57 | <答 0.66 | <管 -0.41 | <系 -0.22 | <给 1.46
<网 -0.18 | <自 -0.58 | <至 -0.4 | <补 0.33 | <装 0.49 | <要 -0.11 | <规 -0.59 | <议 -0.55 | <讲 0.31 | <诉 -0.83
<说 -0.83 | <调 -0.26 | <谈 0.64 | <谢 -0.77 | <货 0.59 | <质 -0.26 | <费 0.7 | <起 -0.17 | <跟 0.28 | <路 -0.1
<转 -0.34 | <过 -0.06 | <退 -0.07 | <递 -0.78 | <部 -0.43 | <重 1.42 | <量 -0.45 | <错 0.16 | <间 -0.25 | <防 1.92
<题 0.14 | <； 0.84 | ># -2.4 | >; 1.44 | >∅ 1.73 | >⌚ -2.46 | >⌛ 0.12 | >。 0.45 | >一 -0.98 | >不 -1.2
>为 -2.03 | >了 -2.12 | >于 -0.65 | >人 -0.32 | >他 -0.55 | >件 -1.15 | >你 0.38 | >修 -0.83 | >停 -2.07
>公 -1.52 | >其 -1.79 | >内 -0.35 | >出 0.19 | >分 0.13 | >别 0.79 | >到 0.28 | >十 -1.02 | >厂 -0.15 | >发 0.45
>口 -0.59 | >另 0.52 | >可 -0.56 | >司 0.33 | >合 -1.77 | >告 -0.06 | >回 0.58 | >她 0.67 | >好 0.37 | >子 0.27
>完 1.79 | >客 -1.31 | >家 -0.54 | >寄 1.39 | >将 -0.16 | >属 -0.12 | >已 -2.03 | >并 0.37 | >库 0.99 | >应 -1.72
>当 0.08 | >录 -0.87 | >急 -0.8 | >您 0.13 | >意 -0.81 | >成 -0.73 | >我 -0.42 | >批 -1.18 | >报 -0.19 | >担 0.21
>按 -0.66 | >接 -0.66 | >收 -0.99 | >方 -0.14 | >无 -1.22 | >日 -0.97 | >是 -1.78 | >有 -1.29 | >期 -0.68
>未 -4.29 | >条 -0.36 | >来 0.14 | >果 0.62 | >查 -1.31 | >案 -0.16 | >检 -0.21 | >模 -0.7 | >歉 -0.5 | >正 -0.51
>水 -0.1 | >没 -2.66 | >满 -0.76 | >班 -0.84 | >理 -0.58 | >的 -1.58 | >看 -0.07 | >第 -0.35 | >答 -0.52
>签 -1.03 | >系 -0.87 | >给 0.49 | >能 -0.23 | >行 -0.61 | >补 0.06 | >要 -0.6 | >计 -0.24 | >记 -0.13 | >说 -0.86
>请 -0.17 | >谢 -0.11 | >责 -0.17 | >货 -0.22 | >贵 0.23 | >赔 -0.36 | >车 1.24 | >转 -0.13 | >还 -0.15 | >这 -1.48
>送 1.54 | >门 -0.24 | >问 -0.71 | >间 0.31 | >面 1.19 | ^三 1.29 | ^不 0.88 | ^他 -1.49 | ^你 -1.69 | ^供 -0.41
^原 -0.85 | ^告 0.24 | ^多 0.55 | ^安 0.28 | ^客 -2.63 | ^届 2 | ^已 0.91 | ^您 -1.65 | ^收 -0.65 | ^更 1.35
^样 0.35 | ^第 0.48 | ^答 0.28 | ^经 -0.11 | ^让 -0.38 | ^请 -1.17 | ^贵 -0.67 | ^运 -0.43 | ^返 1.42 | ^这 0.24
ems 1.3 | ⌚ -3.8 | ⌛ 3.21 | ⌛$ -1.43 | ⌛、 -0.25 | ⌛之 2.44 | ⌛前 2.08 | ⌛原 0.09 | ⌛发 1.35 | ⌛在 0.66
⌛客 -0.87 | ⌛寄 0.11 | ⌛已 -1.78 | ⌛开 -0.92 | ⌛我 1.36 | ⌛把 1.32 | ⌛提 0.51 | ⌛派 1.37 | ⌛给 0.26
⌛起 -2.34 | 。 -0.92 | 。$ -0.56 | 一 0.76 | 一下 -1.33 | 一个 0.98 | 一份 0.83 | 一并 0.25 | 一般 -0.85 | 三 0.4
上 0.36 | 上班 -0.38 | 上门 2.67 | 下来 1.91 | 不 -2.4 | 不便 -0.3 | 不收 1.34 | 两 0.33 | 为 -0.79 | 主任 0.93
么 -0.08 | 之 0.3 | 也 -1.28 | 书 1.13 | 买 -0.5 | 了 -1.8 | 了$ -1.76 | 了。 -0.47 | 争 -0.24 | 事 -1.65
于 -0.21 | 亲自 3.09 | 人 -0.1 | 他们 -2.48 | 以 0.74 | 们不 -0.07 | 们会 0.3 | 们自 1.11 | 们认 -0.24 | 们请 0.48
件⌛ 0.1 | 件。 -1.44 | 休 -2.15 | 会 1.22 | 会有 1.59 | 传 1.77 | 位 -0.09 | 作 -1.05 | 你 1.55 | 保 -1.45
信 0.23 | 信。 0.42 | 修 1.05 | 修好 0.27 | 值 0.17 | 做 1.62 | 停 -2.44 | 傅⌛ 0.27 | 允 1.33 | 元 0.84 | 先 -0.24
免 0.98 | 全 2.32 | 公司 -0.22 | 共 -0.28 | 具 -0.23 | 再次 -0.49 | 写 -0.17 | 准 -0.25 | 减 0.27 | 出 1.06
出$ 0.12 | 出。 1.08 | 出来 0.48 | 出货 1.81 | 分析 0.98 | 划 -0.08 | 刚 -1.83 | 别 -0.12 | 到 0.55 | 到$ -0.32
到⌛ -1.19 | 到。 0.82 | 到场 -0.71 | 到您 2.05 | 到时 -0.24 | 到贵 0.45 | 前会 -0.45 | 前回 -1.08 | 办 -0.82
加 0.46 | 动 -0.67 | 区 -0.06 | 十 -0.56 | 升级 0.51 | 单号 -0.56 | 厂 -0.24 | 原 1.69 | 去 1.55 | 反 -0.25
发 0.48 | 发。 1.08 | 发您 1.42 | 发我 -0.57 | 受 -0.44 | 口 0.09 | 可 -2.73 | 司 0.54 | 合同 -0.11 | 后续 0.4
向 1.54 | 告 0.41 | 响 -0.27 | 售 -1.38 | 商 -1.76 | 器 0.75 | 回 0.52 | 回来 -0.36 | 图 0.87 | 在 -0.78
在⌛ 0.52 | 在途 1.02 | 块 0.62 | 声 0.11 | 处 0.57 | 复 0.46 | 复您 0.06 | 多 0.19 | 大 -0.56 | 天 -0.44 | 套 1.39
好 0.16 | 好$ -0.48 | 好⌛ 1.08 | 如 -1.28 | 子 0.24 | 学 0.22 | 安 0.2 | 安排 0.69 | 完 0.33 | 完成 0.82 | 定 0.81
定$ -1.37 | 定。 -0.62 | 定了 0.64 | 实 -0.54 | 室 0.2 | 家 0.21 | 寄 1.18 | 对 -0.2 | 将 0.78 | 将在 1.38
小 -1.18 | 小区 -0.32 | 就行 -0.53 | 尽 -0.93 | 局 -0.1 | 属 -0.07 | 工$ -0.11 | 己 -0.8 | 已 -2.49 | 已于 -0.27
已应 1.07 | 已答 1.76 | 市 -0.17 | 师 0.47 | 希 -0.52 | 带 0.43 | 常 -0.76 | 平 -0.33 | 年 -2.15 | 并 1.85
库 0.32 | 应客 0.23 | 店 -0.09 | 度 -0.74 | 建 -0.09 | 开门 -1.04 | 当 -0.06 | 当面 0.11 | 得 -1.17 | 急 -2.22
您 0.84 | 您⌛ -0.94 | 您。 1.52 | 您一 1.41 | 您在 -0.11 | 您好 -0.62 | 您家 0.82 | 您换 -0.26 | 您看 0.09
意 -0.57 | 感 -0.61 | 慢 -0.75 | 我 1.58 | 我$ -1.12 | 我会 0.63 | 我去 1.72 | 我让 1.44 | 户 0.07 | 户$ -0.28
户。 1.01 | 户要 0.44 | 手 -0.16 | 才 -1.18 | 批 0.42 | 承 0.5 | 把 0.62 | 护 0.62 | 报告 0.34 | 担$ 0.18
担。 -1.98 | 拉 1.29 | 挂号 0.87 | 按 -1.6 | 挑 0.09 | 换 1.82 | 换货 0.51 | 据 0.56 | 排 0.13 | 接 -0.11
提$ 1.63 | 撤 -0.22 | 支 0.41 | 收到 -0.7 | 收的 1.25 | 改 1.31 | 放 -0.18 | 数 1.49 | 数据 0.17 | 整 0.95
料的 0.67 | 新 2.13 | 新的 0.13 | 方 -0.28 | 无 -1.63 | 日 -1.3 | 早 -0.6 | 时 0.08 | 时间 0.24 | 是 -2.92
是⌛ 0.2 | 显 -0.85 | 晚 0.52 | 替 1.4 | 月 -1.08 | 有 -1.69 | 服 -0.06 | 服务 -0.73 | 期 -0.16 | 未 -3.17
机 0.08 | 材 -1.25 | 来$ 0.6 | 柜 -1.04 | 标准 -0.68 | 核 -0.14 | 检 0.65 | 模 -0.11 | 款 0.68 | 款# 1.71
歉 -0.44 | 步 0.99 | 求 -1.21 | 没 -2.69 | 法 -1.56 | 泡 0.31 | 洗 0.42 | 测 0.51 | 测一 1.34 | 满 -0.34 | 漏 -0.1
烦 -2.45 | 片 0.39 | 版 0.8 | 现场 1.23 | 班$ -1.23 | 理解 -0.1 | 生 -0.14 | 用 -0.25 | 由我 2.12 | 电 0.42
电话 0.48 | 留 -0.74 | 百 0.26 | 的 0.44 | 的# 0.24 | 的$ -0.99 | 的。 -0.87 | 的事 -0.36 | 的那 0.54 | 监 -0.29
盒 2.04 | 目前 -1.93 | 看 -0.14 | 知 0.57 | 示 -0.34 | 科 0.49 | 称 -1.52 | 程 1.06 | 空调 0.16 | 窗 -0.15
第二 0.13 | 等 0.35 | 等$ 0.79 | 答 0.27 | 答复 0.21 | 答应 1.81 | 签 -0.32 | 算我 1.4 | 管 -0.89 | 箱 0.44
系您 0.22 | 约 1.27 | 线 0.05 | 经 -0.29 | 结 0.16 | 结果 0.62 | 给 2.14 | 给他 0.7 | 给您 1.2 | 给我 -5.28
群 0.45 | 考 -0.28 | 能 -0.79 | 自 -1 | 自己 -0.49 | 般 -0.57 | 行 -0.59 | 行$ -0.12 | 行。 -0.28 | 补 2.35
补偿 -0.1 | 补发 -0.61 | 补班 -2.3 | 表 -0.93 | 袋 1.2 | 装 2.25 | 要 -0.81 | 要求 -1.06 | 要的 0.62 | 见 -0.09
解 -0.43 | 计 -0.85 | 认 -0.34 | 让我 -0.73 | 议 -1.14 | 记 -0.87 | 讲 -1.15 | 评估 2.69 | 诉 -0.15 | 话。 0.46
误 -0.22 | 说 -1.25 | 说⌛ -3 | 说明 0.83 | 请 -2.66 | 诺⌛ 0.9 | 调 0.59 | 谢 -1.84 | 账 0.88 | 贴 0.71 | 贵 1.27
费 1.45 | 走 1.84 | 超 -0.34 | 跟 0.89 | 跟您 0.45 | 身 -0.39 | 车 0.83 | 转 -0.47 | 过去 0.89 | 返回 -0.65
退 0.12 | 退到 0.21 | 送 1.46 | 送到 1.13 | 选 0.46 | 通知 0.63 | 造 -0.08 | 那边 -1.05 | 部 -0.06 | 都不 0.18
配 0.79 | 里 0.53 | 里。 1.62 | 重 0.81 | 量 -0.19 | 金 0.46 | 钱 1.37 | 钱。 0.84 | 镜 0.62 | 长 0.36 | 队 0.61
陪您 0.11 | 需 -1.5 | 面 1.23 | 面。 -0.4 | 项 0.65 | 顺 0.46 | 顺便 1.24 | 须 -2.23 | 领 -0.16 | 频 0.34 | 额 0.72
麻 -0.23 | 齐 -0.59 | ！ -0.15 | ！$ -0.12 | ） 1.02 | ？ -0.74 | ？$ -0.69
"""
_EN = """
! -0.71 | # 0.46 | #_# -0.55 | #_$ -0.16 | #_am 0.14 | #_b 0.25 | #_is 0.62 | #_june 0.2 | #_mm -0.33
#_november 0.18 | #_october 1.08 | #_of -1.45 | #_september 0.88 | #_will 1.05 | #_⌛ 0.1 | <# -0.51 | <? -1.44
<action 1.97 | <after -0.47 | <agreed 1.79 | <all 0.17 | <analysis 1.95 | <and -0.21 | <apology 0.46 | <are -0.2
<as -1.4 | <asks> -2.58 | <away 0.16 | <bank -0.4 | <base> -2.48 | <be -0.98 | <been 0.05 | <booked 0.35
<both 0.32 | <by -0.08 | <call -0.47 | <can -0.37 | <can't -0.89 | <card -1.93 | <checked -1.29 | <come 0.1
<comes 0.81 | <complained -0.38 | <confirm 0.86 | <confirmed 0.08 | <corrected 0.31 | <cost 1.39 | <courier 0.39
<credit 0.53 | <cust -1.01 | <customer -1.35 | <days -0.25 | <dear -0.99 | <desk -0.69 | <dock 1.05
<engineer 1.35 | <every -0.9 | <first> -0.92 | <for 0.45 | <found -0.1 | <free 0.46 | <glass 1.29 | <good -0.34
<have -0.05 | <he -1.68 | <hello -1.09 | <her 0.62 | <hi -2.28 | <hold -0.41 | <i 0.06 | <i'll 3.51 | <if -3.91
<in -0.44 | <is -0.43 | <it's -0.18 | <know -0.15 | <kowalczyk -1.01 | <labels 0.2 | <lim 1.26 | <long 0.85
<look -0.13 | <love -0.06 | <m 0.2 | <mail -0.43 | <manager 0.63 | <may -0.8 | <meeting 0.14 | <missing 0.5
<mixed 0.28 | <model 0.21 | <mr -0.79 | <mrs -0.41 | <new 1.68 | <no -0.31 | <not -0.95 | <of 0.19 | <offered 0.98
<oh -0.73 | <okay -0.19 | <on -0.14 | <one 0.21 | <open -0.29 | <order -1.06 | <our 1.17 | <ours 0.35 | <own -1.26
<owner 0.13 | <page -0.53 | <painter 2.32 | <pallets 1.12 | <parts -0.2 | <phone 0.74 | <pieces 1.4 | <please -1.3
<plugs 0.74 | <question -0.51 | <quoted> -3.65 | <respected -0.2 | <room 0.63 | <running 0.48 | <same 0.18
<samples 0.31 | <say -0.27 | <says -0.52 | <sealing 0.24 | <second -0.57 | <see -0.45 | <sent -0.78 | <short 0.2
<should -0.31 | <show -0.31 | <signed -0.25 | <since -0.48 | <sir -0.09 | <six -0.09 | <sla -0.81 | <so 0.31
<sorry -0.64 | <technician 0.52 | <terms -1.62 | <test 0.88 | <thank -0.86 | <thanks -1.56 | <that -0.88
<that's 0.1 | <the -0.16 | <them 0.16 | <they -0.97 | <thing 1.43 | <think -0.23 | <till -0.4 | <to 0.54
<two 0.49 | <understand -0.16 | <up 0.82 | <was -1.25 | <we 1.36 | <we'll 3.53 | <we're 1.11 | <were -0.72
<what -1.28 | <who -0.07 | <will 0.93 | <with 0.28 | <without 0.22 | <writing 0.13 | <wrong 0.43 | <yes -0.93
<you 0.06 | <your 0.31 | <∅ -0.6 | <⌚ -3.25 | <⌛ 0.47 | ># -0.53 | >? -1.41 | >a -0.62 | >address 0.13
>again -1.72 | >am 0.46 | >and 0.84 | >answer -0.12 | >approved -0.15 | >are -1.72 | >asked 0.15 | >be -0.84
>both -2.41 | >box 1.51 | >by 0.39 | >c -0.55 | >call -0.12 | >called -1.02 | >calls -0.13 | >card -0.12
>charge 1.78 | >claim -0.5 | >closed -0.53 | >cost 0.69 | >courier 0.6 | >cust -1.15 | >customer -1.41 | >did -0.54
>do -0.42 | >down 0.14 | >each 0.34 | >file -0.46 | >found -1.5 | >freight 0.56 | >from -0.31 | >get -0.05
>give 0.77 | >good 0.69 | >got -0.68 | >guest -0.75 | >have -0.93 | >he -0.39 | >her 0.43 | >here -0.4 | >i -0.49
>in -0.54 | >invoice 1.38 | >is -1.17 | >issue 1.17 | >it -0.15 | >leave 0.6 | >line -1.23 | >mail 0.17
>must -1.43 | >my 0.07 | >n -0.41 | >need 0.26 | >new -0.34 | >no -0.43 | >nobody -0.29 | >nos 0.38 | >not -1.07
>note 0.43 | >nothing -0.25 | >of -0.28 | >off 0.23 | >old 0.1 | >on -0.08 | >only -1.08 | >or -1.19 | >our -0.51
>paid 1.03 | >pcs 0.95 | >please 0.28 | >qa -0.13 | >receipt -0.27 | >ring -1.52 | >said -1.03 | >same 0.33
>says -0.85 | >see -1.52 | >send -0.24 | >sent -0.41 | >ship 0.25 | >six -0.08 | >so -0.41 | >that -1.07
>that's -0.28 | >the -0.73 | >their -0.46 | >third -0.54 | >this -0.14 | >three -0.09 | >told -0.93 | >two -0.95
>van 0.47 | >wants -0.39 | >was -2.25 | >we -1.22 | >we'll -1.19 | >went -0.46 | >were -2.74 | >what -0.58
>when -1.51 | >which -0.84 | >will -0.53 | >with 0.76 | >without -0.94 | >won't -1.5 | >yes -0.72 | >you 0.43
>you'll 0.19 | >∅ 0.27 | >⌚ -1.01 | >⌛ 1.08 | ? -0.13 | ?_$ -0.08 | ^_# 0.93 | ^_a 0.19 | ^_and 0.15 | ^_at 0.07
^_awb 0.74 | ^_both -0.16 | ^_but -0.2 | ^_by 0.09 | ^_committed 0.74 | ^_cust -1.35 | ^_customer -1.08
^_dear -0.82 | ^_dr 0.67 | ^_expect 2.13 | ^_first 0.55 | ^_from 0.5 | ^_full 0.64 | ^_give 0.76 | ^_guest -1.36
^_he -2 | ^_he's -0.92 | ^_hello -0.18 | ^_hi -0.52 | ^_i -0.17 | ^_i'll 1.84 | ^_i've -0.7 | ^_invoice -0.34
^_it -1.01 | ^_it's -1.02 | ^_mrs -0.69 | ^_no 0.08 | ^_offered 0.31 | ^_okay -0.25 | ^_on 0.64 | ^_owner 1.41
^_pick 1.05 | ^_please -0.99 | ^_promised 1.62 | ^_repl 1.95 | ^_said 0.68 | ^_same 1.34 | ^_she -1.18
^_she'll -1.03 | ^_so -0.91 | ^_that's -0.32 | ^_the -0.19 | ^_told 0.73 | ^_voucher 0.7 | ^_we -0.1 | ^_we'll 2
^_which -0.18 | ^_with 0.2 | ^_you -0.96 | ^_your -0.73 | a 0.24 | a_$ -0.46 | a_letter 0.71 | acc 0.97
acc_$ 0.44 | accept -1.17 | according -0.15 | according_to -0.1 | account 0.7 | account_$ 0.42 | action 1.15
action_# 0.14 | afraid -1.56 | after_$ 0.43 | agreed 0.25 | agreed_to 0.25 | agreed_w 0.68 | all 1.1 | all_# 0.33
along 0.14 | already -1.96 | am 0.41 | and_again -1.41 | and_it -0.07 | and_takes 0.05 | and_the -0.24
and_we -0.22 | and_will -0.47 | and_you -0.28 | answered -0.73 | apologise_$ -0.46 | apologised -0.19 | apology 0.2
april 0.79 | are -0.9 | are_going 0.2 | arranged 0.29 | as -0.61 | as_the 0.48 | as_well 0.09 | as_you -0.95
ask -1.85 | asked -0.94 | assured 1.03 | at -0.1 | at_# 0.77 | at_no 1.3 | at_your 2.53 | at_⌛ -0.6
attached -1.33 | attended -1.01 | awb 1.22 | b 0.34 | back 0.81 | back_on 0.38 | banerjee 0.51 | banerjee_$ 0.4
bank -0.28 | batch -0.57 | been -0.24 | before 0.69 | before_⌛ 0.39 | being 1.13 | bill 1.39 | bins -0.57
blocked -1.17 | board -1.22 | booked 0.19 | box 1.43 | bring_the 0.66 | business_$ 0.68 | by 0.71 | by_mail 1.27
by_the -0.23 | by_us 2.68 | by_⌛ 0.49 | c -0.51 | calibration 0.7 | call_$ -0.07 | call_you 1.28 | callback 0.07
called -2.31 | came -1.38 | can -0.73 | can't -2.06 | cancelling 1.13 | cannot -2.43 | car 0.23 | carried 1.67
case -0.19 | cause 0.22 | ceiling 0.61 | charge 0.43 | charge_$ 0.1 | charged -0.26 | chase -0.12 | check 0.21
checked -1.47 | claim -1.12 | clear -0.79 | closed -1.99 | comes 1.42 | coming 1.7 | complainant -0.58
complaint -1.19 | complete 1.32 | complete_$ 0.66 | confirmed_to 1.66 | contact -0.15 | containment 1.77
control_plan 1.16 | corrected 1.39 | cost 2.72 | could -1.68 | courier 1.37 | course -0.78 | cover 0.53
credit 1.29 | credit_note 0.65 | crew 0.96 | customer -0.98 | d 0.32 | d_# 0.63 | data_$ 2.6 | day -0.81
days -0.44 | dear -0.73 | declined -0.11 | delivered 0.27 | desk_$ -0.57 | dhl_express 1.84 | did -1.44 | dim 0.14
dim_$ 0.67 | directly -0.47 | dispatch 0.55 | do -0.07 | do_$ -2.01 | do_it 1.08 | dock 1.59 | dollars 0.46
don't -1.08 | done -0.73 | down 0.1 | down_for 0.44 | dr 0.09 | dry 0.78 | due -1.05 | each 1.88 | electrician 1.02
end -0.91 | engineer 1.38 | entrance 0.34 | eob 1.27 | eob_$ 0.33 | every 0.4 | exchange 1.6 | explained -0.88
february 1.42 | fee 0.78 | feet 0.46 | file_$ -0.17 | final 0.39 | first 0.48 | first_$ -0.16 | first_thing 0.12
fitting 0.52 | fmea 1.76 | follows 3.15 | for_him 0.27 | for_the 0.1 | for_us 0.24 | for_⌛ 1.13 | form -0.11
found -1.2 | frame 0.75 | free 1.07 | freight 0.65 | fresh 4.07 | from_me 2.98 | from_our -0.34 | from_us 3.02
from_⌛ -0.26 | full 1.22 | gate 0.15 | gave 0.37 | gave_him 0.42 | get 1.72 | gets 3.18 | getting 0.98 | give 0.47
given -1.05 | go 0.4 | goes 2.47 | goes_out 0.45 | going 3.24 | gonna 3.04 | good -0.32 | got -1.08 | had -2.84
hand 0.2 | happy -0.1 | has -0.72 | have -0.11 | he -1.17 | head 0.32 | hear -0.7 | hello -0.14 | her 1.01
her_$ -1.23 | her_⌛ 0.18 | here -0.19 | hi -0.43 | him 0.99 | his 0.42 | hope -1.01 | hotel 0.13 | hour -0.57
hours -0.65 | i 0.53 | i'd 0.58 | i'll 2.66 | i'm 2.15 | i'm_afraid -0.07 | i'm_sending 0.97 | i'm_sorry -0.7
i've -0.41 | i_can 0.25 | i_can't -0.79 | i_get -0.12 | i_have -0.42 | i_promised 0.91 | i_said 0.42 | i_send 2.18
i_shall 0.38 | i_told 0.06 | i_will 3.07 | if -1.82 | in -0.05 | in_full 1.79 | in_our -1.83 | in_person 0.07
in_writing 0.7 | in_your 0.18 | inbox 0.41 | inform_you 0.37 | insurer -0.14 | interest 0.88 | invoice 0.08
invoice_$ 0.29 | is -1.17 | is_# -0.18 | is_in 0.17 | isn't -0.22 | issue 0.58 | it_$ 0.17 | it_again 1.07
it_in 0.63 | it_to 1.01 | its -0.26 | keep_the -1.25 | kim 2.45 | kindly -0.73 | last -1.52 | late_fee 1.16
later_than 1.65 | latest 1.86 | leave 0.38 | leave_our 0.32 | leaves 0.59 | left -2.22 | let 1.12 | let_you 0.91
lift 0.71 | line -0.53 | list_$ 1.04 | loan 0.92 | long_$ 0.42 | lot 0.81 | m_$ 0.12 | machine 0.58 | mail_$ 0.32
mailed_⌛ -0.67 | manager_will 0.75 | matter -0.12 | may -0.31 | me_$ -0.55 | measured -0.22 | men 0.34
meter 0.09 | might -0.91 | missed -0.31 | missing 0.61 | missing_$ -0.79 | mistake -0.18 | money -0.7
mr_banerjee 0.89 | must -1.28 | my 0.22 | myself 0.75 | myself_$ 1.46 | need -0.52 | need_to -0.41 | new 2.47
next 0.44 | nine 0.09 | no -0.86 | no_charge 1.85 | nobody -1.22 | noise -0.25 | nor -0.81 | normally -0.71
nos 1.63 | not -2.66 | note_$ 0.41 | nothing -2.01 | notice -0.18 | o'clock 0.94 | of 0.67 | off 0.44
off_your 0.39 | office -0.45 | ok -0.61 | old_one 0.23 | on -0.25 | on_it -0.17 | on_the -0.47 | on_your 0.36
on_⌚ -0.59 | on_⌛ 0.4 | one 0.21 | one_on -1.64 | only -1.59 | open -2.03 | or -0.57 | our 1.29 | our_lab 0.29
our_mistake -0.15 | our_own 0.25 | our_side -0.1 | out_$ -0.1 | over_# 0.34 | own -1.05 | packed 0.84
packed_$ 0.16 | page -0.45 | paid 1.24 | painter 0.51 | pallets 0.6 | part_$ -0.12 | parts -0.35 | passed -0.12
pay 0.77 | pay_for 1.3 | pcs 0.09 | per -0.19 | percent -0.36 | personally 0.15 | phone 0.49 | phoned -0.39
photos_of -0.23 | plant 0.29 | plates_$ 0.7 | please -1.83 | plumber 0.49 | pm 0.65 | post 0.16 | post_$ 0.49
promise -0.07 | promised 0.53 | promised_$ -0.55 | promised_her 0.13 | promised_to 1.06 | pt -0.14 | quality -0.07
question -0.31 | rang -1.01 | re 0.09 | reaches 0.19 | receipt -1.54 | receive 0.91 | received -0.51
reference -0.79 | refund 0.96 | reimburse 0.62 | release 0.06 | repair 0.77 | replace 2.08 | replaced 0.1
replacement 2.36 | replacing 0.74 | reply -0.06 | report 0.49 | resident 0.48 | result 1.35 | revised 0.74
right_$ -0.29 | ring 0.77 | ring_the 0.5 | ring_you 1.2 | root 0.32 | root_cause 0.2 | run_$ 0.27 | samples 0.55
says -2.5 | scanned_$ 0.79 | see -1.07 | send_you 1.44 | sending 0.78 | sent -0.76 | set 0.55 | sets 1.75
shall 2.73 | shared 1.43 | she -0.76 | ship 2.33 | ships 1.18 | should -0.71 | show -1.2 | shows -1.74 | shut -0.61
signed_$ 0.78 | since -2.54 | sir -0.13 | slip -0.66 | so_$ 1.11 | sofa 1.03 | sorry -1.4 | sort 0.13 | sorted 1.33
spare 0.13 | spoke -1.05 | statement 0.26 | station 0.43 | stock_$ 0.64 | supplier -0.84 | surveyor 1.04
swap 1.29 | system -0.76 | take 0.73 | take_the 0.19 | tan 0.09 | tan_$ 0.17 | technician 1.84 | tell -0.1
tenant -0.2 | terms -0.44 | tested -0.09 | text 0.56 | than_⌛ 0.95 | thank -1.05 | thank_you -0.92 | thanks -0.96
that -0.11 | that's -0.66 | that_$ -2.07 | that_the 0.6 | that_you -0.9 | the 0.36 | the_# 1.38
the_corrected 0.68 | the_missing 1.03 | the_post 1.03 | the_second 0.24 | the_⌛ -0.51 | their -0.73 | them 0.7
then_$ -0.09 | there_⌛ 0.26 | therefore -2.04 | they -0.36 | they'll -0.19 | things -0.27 | think -0.26
this -0.72 | three 0.33 | ticket -0.08 | till -0.44 | till_⌛ 0.33 | to_# -0.16 | to_return -0.27 | to_you 2.31
to_your 1.91 | told 0.23 | told_you -0.65 | truck 0.78 | try -1.49 | twelve 0.52 | twice -1.39 | twice_$ -0.24
two 0.92 | under_the -0.14 | undertake 1.8 | undertake_to 0.48 | undertook_to 1.21 | until_⌛ -0.43 | up 0.21
up_$ -0.36 | ups 0.52 | us -0.31 | usd 0.08 | valid -1.51 | van 1.26 | wall 3.04 | wants -1.65 | ward 0.63
warehouse 0.75 | warranty_$ 1.27 | was -4.06 | way 1.6 | we 1.65 | we'd 1.98 | we'll 4 | we're 1.75 | we_aim -1.5
we_apologise -0.06 | we_are 0.07 | we_deliver 1.56 | we_don't -0.28 | we_have -1.48 | we_make 1.75 | we_pay 0.3
we_take 0.44 | we_will 1.39 | went -2.37 | were -2.77 | which -0.47 | who -0.23 | whole 1.27 | will 1.99
will_be 0.87 | will_write -0.19 | with 0.32 | with_it -0.64 | with_our 0.92 | with_the 0.61 | with_you 0.42
with_⌛ 0.97 | within -0.13 | without 0.3 | word_$ -0.51 | word_that 0.69 | would -1.55 | writing_$ 0.35
written 0.43 | written_answer 1.22 | wrong -0.23 | wrote -1.04 | yeah_$ 1.51 | year -2.08 | yes -0.46 | yes_$ -0.07
you 1.08 | you'd -0.32 | you'll 2.91 | you're_getting 0.78 | you_a 0.66 | you_back 0.58 | you_can -1.16
you_down 0.52 | you_on 1.04 | you_the 0.66 | you_to -0.26 | you_⌛ 0.7 | your 0.81 | your_account 0.07
your_next 0.69 | ⌚ -2.08 | ⌛ 2.15 | ⌛_$ 0.4 | ⌛_at 1.02 | ⌛_itself 1.3 | ⌛_of -0.34 | ⌛_re 1.37 | ⌛_to 0.99
⌛_with 0.62 | ⌛_you 0.06
"""

WORDS: dict[bool, dict[str, float]] = {
    chinese: {
        sign: float(weight) for line in table.split("\n") if line
        for sign, _, weight in [one.rpartition(" ") for one in line.split(" | ")]
    }
    for chinese, table in ((True, _ZH), (False, _EN))
}  # fmt: skip
"""By whether the text is Chinese."""
