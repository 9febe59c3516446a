"""How much words weigh when something is promised; written by `python -m tools.weigh_promises` (decision 0025).

Each entry is a sign and its weight. A sign is a word (in Chinese a character) or two in a row, ``^`` and ``$`` stand
for the edges of a clause, ``<`` and ``>`` before a word for the clause before and after, ``⌛`` for a time ahead,
``⌚`` for one that is over, ``#`` for a figure.
"""

from __future__ import annotations

# Learned from tests/labelled/promises/development, sha256 2db3e8f6a980140a2527a53af9dde8f6
_ZH = """
# 0.13 | #d 2.74 | #。 -0.34 | #块 0.74 | - -0.12 | : 0.35 | <# -0.79 | <asks> -3.22 | <base> -2.17 | <first> -1.02
<quoted> -2.07 | <∅ -0.91 | <⌚ -1.37 | <⌛ -0.22 | <。 0.53 | <三 0.1 | <上 -0.29 | <不 -1.1 | <与 0.87 | <业 -0.6
<两 1.01 | <了 -0.53 | <于 -1 | <人 -0.15 | <仓 -0.45 | <件 0.16 | <位 -0.08 | <你 -0.16 | <供 -1.05 | <保 -0.92
<信 -0.24 | <修 0.44 | <做 0.19 | <停 -1.6 | <傅 -0.47 | <元 1.5 | <关 -0.06 | <具 1.15 | <写 -2.35 | <出 0.23
<到 -0.37 | <前 0.24 | <办 -0.5 | <务 0.16 | <反 -0.99 | <发 -0.63 | <可 -0.71 | <司 0.12 | <合 -0.24 | <品 -0.89
<四 -0.26 | <天 -0.46 | <好 -0.12 | <子 0.18 | <孔 2.14 | <孙 -0.54 | <学 -0.25 | <定 0.09 | <客 -0.62 | <寄 0.68
<属 0.2 | <工 -0.51 | <已 0.69 | <年 -0.14 | <开 -0.56 | <当 -0.67 | <录 -0.4 | <很 -0.58 | <您 -0.5 | <情 -1.16
<意 -1.04 | <我 1.13 | <户 -0.54 | <承 0.13 | <把 -1.05 | <投 -0.09 | <报 -0.16 | <按 -1.15 | <排 0.68 | <接 -0.61
<放 -0.1 | <新 1.14 | <方 -0.57 | <日 -0.3 | <时 -0.8 | <是 -1.43 | <月 -0.61 | <有 -0.83 | <期 -0.21 | <未 -2.06
<本 -0.65 | <机 -0.79 | <李 -1.58 | <条 -0.55 | <来 -0.91 | <板 0.19 | <查 -0.68 | <标 -1.08 | <核 -0.18
<款 -0.41 | <歉 0.69 | <班 -0.07 | <理 -1.09 | <生 -0.99 | <电 0.2 | <着 0.29 | <窗 -0.54 | <答 0.85 | <管 -0.29
<系 -0.22 | <约 0.08 | <经 -0.07 | <给 1.38 | <网 -0.08 | <自 -0.5 | <至 -0.32 | <补 0.22 | <装 0.5 | <要 -0.31
<规 -0.62 | <议 -0.26 | <讲 0.16 | <诉 -0.65 | <说 -0.81 | <调 -0.25 | <谈 0.6 | <谢 -0.69 | <货 0.2 | <质 -0.49
<费 0.71 | <起 -0.13 | <跟 0.21 | <路 -0.19 | <转 -0.39 | <递 -0.73 | <部 -0.65 | <重 1.37 | <量 -0.36 | <错 0.26
<防 1.94 | <陈 -0.14 | <题 0.45 | <； 0.81 | ># -2.46 | >; 1.58 | >∅ 1.76 | >⌚ -2.48 | >⌛ 0.09 | >。 0.43
>一 -1.18 | >不 -1.22 | >为 -1.88 | >了 -1.96 | >于 -0.69 | >交 -0.1 | >人 -0.74 | >他 -0.45 | >们 -0.06
>件 -1.11 | >你 0.43 | >保 -0.24 | >修 -0.71 | >停 -2.05 | >公 -1.23 | >其 -1.88 | >内 -0.23 | >出 0.24 | >分 0.07
>别 0.78 | >到 0.13 | >前 0.1 | >十 -1.03 | >厂 -0.11 | >发 0.55 | >口 -0.58 | >另 0.59 | >可 -0.6 | >合 -1.84
>回 0.65 | >复 -0.15 | >她 0.72 | >好 0.33 | >子 0.33 | >完 1.75 | >客 -1.32 | >室 0.18 | >家 -0.47 | >寄 1.48
>将 -0.24 | >已 -1.9 | >库 0.65 | >应 -1.57 | >录 -0.47 | >急 -0.4 | >您 0.15 | >意 -0.65 | >成 -0.51 | >我 -0.48
>批 -1.15 | >担 0.27 | >按 -0.44 | >换 -0.31 | >接 -1.04 | >收 -0.86 | >方 -0.16 | >无 -1.35 | >日 -0.98
>是 -1.61 | >有 -1.29 | >期 -0.56 | >未 -4.24 | >来 0.17 | >果 0.8 | >查 -1.26 | >模 -0.94 | >歉 -0.13 | >正 -0.29
>没 -2.74 | >满 -0.62 | >班 -1 | >理 -0.59 | >的 -1.56 | >第 -0.79 | >答 -0.47 | >签 -0.83 | >系 -0.8 | >给 0.56
>行 -0.61 | >要 -0.6 | >计 -0.25 | >记 -0.4 | >说 -0.82 | >请 -0.15 | >账 0.15 | >贵 0.71 | >赔 -0.19 | >路 -0.12
>车 1.21 | >转 -0.41 | >还 -0.18 | >这 -1.59 | >送 1.74 | >部 -0.17 | >门 -0.24 | >问 -1.01 | >间 0.49 | >面 1.36
^三 1.4 | ^不 1.05 | ^他 -1.45 | ^你 -1.66 | ^原 -0.5 | ^安 0.1 | ^客 -2.54 | ^届 1.62 | ^已 1.1 | ^您 -1.68
^收 -0.5 | ^时 0.07 | ^更 0.44 | ^样 0.29 | ^第 0.57 | ^答 0.29 | ^经 -0.09 | ^让 -0.32 | ^请 -1.28 | ^贵 -0.54
^运 -0.34 | ^返 1.13 | ^这 0.29 | ems 1.5 | ⌚ -3.86 | ⌛ 3.22 | ⌛$ -1.32 | ⌛、 -0.59 | ⌛之 2.27 | ⌛会 -0.17
⌛前 2.05 | ⌛原 0.4 | ⌛发 1.41 | ⌛在 0.87 | ⌛客 -0.1 | ⌛已 -1.53 | ⌛开 -0.43 | ⌛我 1.24 | ⌛把 1.24
⌛提 0.4 | ⌛派 1.02 | ⌛起 -2 | 。 -0.94 | 。$ -0.56 | 一 0.75 | 一下 -1.24 | 一个 0.84 | 一份 0.57 | 一般 -1.04
一起 0.64 | 三 0.33 | 上 0.37 | 上班 -0.51 | 上门 2.51 | 下来 1.92 | 不 -2.52 | 不便 -0.61 | 不收 1.41 | 业 -0.22
两 0.42 | 为 -0.68 | 主任 0.96 | 么 -0.09 | 之 0.46 | 也 -1.2 | 书 1.6 | 买 -0.47 | 了 -1.79 | 了$ -1.7
了。 -0.54 | 争 -0.19 | 事 -1.69 | 二 0.08 | 于 -0.26 | 亲自 2.85 | 人 -0.05 | 他们 -2.3 | 以 0.64 | 们 -0.07
们会 0.4 | 们自 1.11 | 件⌛ 0.88 | 件。 -1.39 | 休 -2.1 | 会 1.14 | 会有 1.66 | 传 2.13 | 位 -0.09 | 作 -0.94
你 1.54 | 保 -1.45 | 信 0.27 | 信。 0.35 | 修 1.04 | 修好 0.22 | 值 0.1 | 做 1.54 | 停 -2.48 | 偿 -0.09 | 傅⌛ 0.21
允 1.18 | 元 0.88 | 先 -0.18 | 免 0.95 | 全 2.27 | 公 -0.14 | 共 -0.22 | 具 -0.31 | 再次 -0.6 | 写 -0.08 | 准 -0.19
减 0.21 | 出 1.09 | 出$ 0.12 | 出。 0.81 | 出来 0.59 | 出货 2.32 | 分析 0.92 | 刚 -1.33 | 到 0.5 | 到$ -0.25
到⌛ -1.09 | 到。 0.91 | 到场 -0.46 | 到您 1.99 | 到时 -0.09 | 到贵 0.32 | 前 0.06 | 前会 -0.23 | 前回 -0.99
办 -0.79 | 加 0.43 | 动 -0.7 | 十 -0.55 | 升级 0.68 | 单号 -0.4 | 厂 -0.11 | 原 1.6 | 去 1.48 | 反 -0.12 | 发 0.56
发。 1.17 | 发您 1.33 | 发我 -0.07 | 受 -0.45 | 可 -2.72 | 司 0.32 | 向 1.64 | 告 0.48 | 和 0.26 | 响 -0.27
售 -1.53 | 商 -1.49 | 器 0.86 | 回 0.45 | 回来 -0.19 | 图 0.92 | 在 -0.84 | 在⌛ 0.55 | 在途 1.1 | 块 0.82 | 声 0.4
处 0.37 | 复 0.48 | 多 0.65 | 大 -0.53 | 天 -0.24 | 套 1.32 | 好 0.16 | 好$ -0.45 | 好⌛ 1.31 | 如 -1.18 | 子 0.17
学 0.38 | 安 0.35 | 安排 0.4 | 完 0.32 | 完成 0.83 | 定 0.75 | 定$ -1.19 | 定。 -0.53 | 定了 0.79 | 实 -0.89
室 0.47 | 家 0.3 | 寄 1.35 | 对 -0.1 | 将 0.7 | 将在 1.37 | 小 -1.14 | 小区 -0.17 | 就行 -0.26 | 尽 -0.58
局 -0.14 | 工$ -0.05 | 己 -0.83 | 已 -2.65 | 已应 1.28 | 已答 2.17 | 市 -0.18 | 师 0.52 | 希 -0.52 | 带 0.54
常 -0.87 | 平 -0.28 | 年 -2.1 | 并 1.73 | 库 0.57 | 店 -0.17 | 度 -0.59 | 建 -0.17 | 开门 -1.46 | 当面 0.43
很 -0.11 | 得 -1.19 | 急 -2.31 | 您 0.85 | 您$ 0.06 | 您⌛ -1.01 | 您。 1.36 | 您一 1.31 | 您在 -0.34 | 您好 -0.58
您家 0.7 | 您换 -0.25 | 意 -0.75 | 感 -0.66 | 慢 -0.35 | 成 0.08 | 我 1.65 | 我$ -1.21 | 我会 0.72 | 我去 1.58
我让 1.36 | 户$ -0.55 | 户。 1.1 | 户要 0.64 | 手 -0.36 | 才 -0.97 | 批 0.55 | 承 0.37 | 把 0.59 | 护 0.66
报告 0.28 | 担$ 0.32 | 担。 -1.85 | 拉 1.35 | 挂号 0.78 | 按 -1.63 | 挑 0.24 | 换 1.74 | 换货 0.5 | 排 0.17
接 -0.08 | 提$ 1.62 | 撤 -0.18 | 支 0.46 | 收 -0.06 | 收到 -0.77 | 收的 0.81 | 改 1.01 | 放 -0.09 | 数 1.58
数据 0.44 | 整 0.75 | 料的 0.36 | 新 2.11 | 新的 0.09 | 方 -0.24 | 无 -1.57 | 日 -1.37 | 旧 0.14 | 早 -0.62
时间 0.26 | 明 0.12 | 是 -2.74 | 显 -0.33 | 晚 0.58 | 替 1.67 | 月 -0.98 | 有 -1.53 | 服务 -0.79 | 期 -0.12
未 -3.05 | 材 -1.13 | 来$ 0.63 | 架 0.07 | 柜 -0.85 | 检 0.62 | 款 0.86 | 款# 0.37 | 歉 -0.26 | 步 0.89 | 求 -1.17
没 -2.7 | 法 -1.43 | 洗 0.53 | 测 0.57 | 测一 1.26 | 满 -0.27 | 烦 -2.8 | 片 0.32 | 版 1.09 | 现场 1.14 | 班$ -1.03
理解 -0.1 | 生 -0.19 | 用 -0.13 | 由我 2.06 | 电 0.47 | 电话 0.42 | 留 -0.88 | 百 0.1 | 的 0.42 | 的# 0.15
的$ -0.88 | 的。 -0.74 | 的事 -0.32 | 的那 0.53 | 监 -0.34 | 盒 2.1 | 目前 -1.05 | 看 -0.13 | 看着 0.21 | 知 0.65
示 -0.39 | 科 0.3 | 称 -1.25 | 程 1.03 | 空调 0.33 | 第二 0.21 | 等 0.38 | 等$ 0.87 | 答 0.51 | 答应 1.3 | 签 -0.21
算我 1.51 | 管 -0.83 | 箱 0.57 | 系您 0.21 | 约 1.34 | 线 0.15 | 经 -0.22 | 结 0.19 | 结果 0.32 | 给 2.18
给他 0.76 | 给您 1.22 | 给我 -4.68 | 群 0.39 | 能 -0.72 | 自 -0.84 | 自己 -0.55 | 般 -0.73 | 行 -0.67 | 行$ -0.09
行。 -0.12 | 补 2.3 | 补发 -0.65 | 补班 -2.36 | 表 -0.81 | 袋 1.26 | 装 2.42 | 要 -0.88 | 要求 -1.09 | 要的 0.26
解 -0.43 | 计 -0.77 | 认 -0.28 | 让我 -0.53 | 议 -1.08 | 记 -0.89 | 讲 -1.15 | 评估 2.79 | 诉 -0.16 | 话。 0.45
误 -0.07 | 说 -1.1 | 说⌛ -2.93 | 说明 0.46 | 说的 0.18 | 请 -2.36 | 诺⌛ 0.64 | 调 0.64 | 谢 -1.5 | 账 1 | 贴 1.28
贵 1.51 | 费 1.49 | 走 1.8 | 起 -0.32 | 跟 0.88 | 跟您 0.13 | 身 -0.51 | 车 0.87 | 转 -0.47 | 过去 0.96 | 退 0.11
退到 0.17 | 送 1.48 | 送到 1.22 | 选 0.57 | 通知 0.62 | 造 -0.06 | 那边 -1.01 | 都不 0.38 | 配 0.9 | 里 0.56
里。 1.23 | 重 0.81 | 量 -0.2 | 金 0.41 | 钱 1.27 | 钱。 0.94 | 镜 0.7 | 长 0.27 | 门 0.08 | 队 0.57 | 陪您 0.32
需 -0.83 | 面 0.9 | 面。 -0.2 | 项 0.22 | 顺 0.22 | 顺便 1.42 | 须 -2.05 | 领 -0.14 | 频 0.44 | 额 0.77 | 齐 -0.55
！ -0.15 | ！$ -0.11 | ） 0.85 | ？ -0.71 | ？$ -0.66
"""
_EN = """
! -0.55 | # 0.45 | #_# -0.45 | #_$ -0.15 | #_b 0.31 | #_is 0.86 | #_june 0.26 | #_mm -0.18 | #_october 0.6
#_of -1.33 | #_september 0.73 | #_will 0.75 | #_⌛ 0.2 | <# -0.47 | <? -1.38 | <action 2.05 | <after -0.43
<agreed 1.96 | <all 0.09 | <analysis 1.62 | <and -0.18 | <apology 0.59 | <are -0.35 | <as -1.41 | <asks> -2.67
<bank -0.35 | <base> -2.51 | <be -1.03 | <been 0.07 | <between 0.12 | <booked 0.44 | <both 0.34 | <call -0.69
<can -0.42 | <can't -0.88 | <card -1.32 | <checked -1.23 | <comes 0.44 | <complained -0.3 | <confirm 0.45
<corrected 0.33 | <cost 1.1 | <courier 0.11 | <credit 0.44 | <cust -0.94 | <customer -1.35 | <days -0.23
<dear -0.85 | <desk -0.63 | <dock 1.1 | <engineer 1.53 | <every -0.71 | <first> -0.89 | <for 0.44 | <frame 0.2
<free 0.56 | <from 0.06 | <glass 1.03 | <good -0.5 | <has -0.18 | <he -1.57 | <hello -1.04 | <her 0.55 | <hi -2.17
<hold -0.52 | <i 0.19 | <i'll 3.5 | <if -3.91 | <in -0.35 | <is -0.52 | <know -0.28 | <letter -0.12 | <lim 1.01
<long 0.85 | <look -0.11 | <love -0.12 | <may -0.71 | <missing 0.61 | <mixed 0.42 | <model 0.44 | <mr -0.62
<mrs -0.28 | <new 1.48 | <no -0.13 | <not -0.81 | <of 0.09 | <offered 1.06 | <oh -0.64 | <okay -0.18 | <on -0.14
<one 0.06 | <order -1.17 | <our 1.17 | <ours 0.42 | <own -1.67 | <owner 0.13 | <page -0.52 | <painter 2.58
<pallets 0.85 | <parts -0.22 | <phone 0.76 | <pieces 1.2 | <please -1.17 | <plugs 0.78 | <question -0.36
<quoted> -3.61 | <respected -0.13 | <samples 0.49 | <says -0.48 | <second -1.22 | <sent -0.77 | <short 0.58
<should -0.1 | <show -0.31 | <signed -0.15 | <since -0.18 | <six -0.09 | <sla -0.67 | <so 0.22 | <sorry -0.51
<sorted 0.07 | <terms -1.65 | <test 1.01 | <thank -0.83 | <thanks -1.7 | <that -0.9 | <the -0.21 | <them 0.09
<they -0.74 | <thing 1.47 | <till -0.11 | <to 0.48 | <two 0.62 | <up 0.92 | <was -1.52 | <we 1.56 | <we'll 3.53
<we're 0.89 | <were -0.71 | <what -1.47 | <will 0.71 | <with 0.33 | <writing 0.07 | <wrong 0.69 | <yes -0.92
<you 0.08 | <your 0.34 | <∅ -0.56 | <⌚ -3.18 | <⌛ 0.46 | ># -0.56 | >? -1.46 | >a -0.56 | >accepted 0.12
>address 0.3 | >again -1.57 | >agreed -0.3 | >am 0.41 | >an -0.35 | >and 0.85 | >answer -0.31 | >approved -0.19
>are -1.55 | >asked 0.33 | >be -0.87 | >both -1.82 | >box 1.29 | >bring 0.05 | >by 0.4 | >c -0.4 | >call -0.15
>called -1.14 | >calls -0.06 | >charge 1.89 | >closed -0.55 | >cost 1.08 | >courier 0.82 | >cust -1.04
>customer -1.44 | >did -0.85 | >do -0.54 | >dock 0.06 | >down 0.23 | >each 0.39 | >found -1.48 | >from -0.18
>give 0.74 | >good 0.73 | >got -0.7 | >guest -0.57 | >have -0.75 | >he -0.37 | >her 0.47 | >here -0.56 | >i -0.43
>in -0.61 | >invoice 1.23 | >is -1.19 | >issue 1.31 | >it -0.1 | >leave 0.32 | >left -0.11 | >line -1.16
>mail 0.07 | >manager 0.13 | >must -1.4 | >my 0.26 | >n -0.3 | >need 0.24 | >new -0.34 | >no -0.47 | >nobody -0.24
>nos 0.17 | >not -0.95 | >note 0.64 | >nothing -0.15 | >of -0.21 | >off 0.26 | >office 0.38 | >on -0.05 | >one 0.15
>only -1.73 | >or -1.28 | >our -0.59 | >paid 1.25 | >pcs 0.81 | >receipt -0.39 | >ring -1.58 | >said -1.1
>says -0.78 | >see -1.28 | >sent -0.37 | >since -0.07 | >site -0.38 | >six -0.08 | >so -0.32 | >that -1.1
>that's -0.37 | >the -0.69 | >their -0.45 | >they -0.07 | >third -0.21 | >this -0.28 | >told -0.92 | >two -0.97
>under -0.14 | >voucher 0.37 | >wants -0.32 | >was -2.32 | >we -1.32 | >we'll -1.07 | >went -0.61 | >were -2.6
>what -0.52 | >when -1.08 | >which -0.83 | >will -0.45 | >with 0.85 | >without -0.89 | >won't -1.18 | >yes -0.64
>you 0.38 | >your -0.06 | >∅ 0.39 | >⌚ -0.99 | >⌛ 1.11 | ? -0.1 | ?_$ -0.06 | ^_# 0.93 | ^_a 0.21 | ^_and 0.18
^_awb 0.26 | ^_both -0.24 | ^_but -0.16 | ^_by 0.15 | ^_committed 0.77 | ^_cust -1.38 | ^_customer -1.05
^_dear -0.82 | ^_dr 0.8 | ^_expect 2.07 | ^_first 0.74 | ^_from 0.66 | ^_give 0.83 | ^_guest -1.26 | ^_he -1.93
^_he's -0.83 | ^_hello -0.18 | ^_hi -0.52 | ^_i -0.14 | ^_i'll 2 | ^_i've -0.77 | ^_if -0.05 | ^_invoice -0.6
^_it -1.16 | ^_it's -0.89 | ^_mrs -0.63 | ^_no 0.09 | ^_offered 0.24 | ^_okay -0.23 | ^_on 0.64 | ^_owner 1.4
^_pick 0.95 | ^_please -1.04 | ^_promised 1.48 | ^_repl 1.83 | ^_same 1.17 | ^_she -1.58 | ^_she'll -1.07
^_so -0.83 | ^_that's -0.3 | ^_the -0.33 | ^_told 0.79 | ^_voucher 0.58 | ^_we -0.06 | ^_we'll 1.93 | ^_which -0.17
^_with 0.21 | ^_you -1.09 | ^_your -0.79 | a 0.27 | a_$ -0.47 | a_letter 0.57 | accept -0.98 | account 0.43
action 0.93 | action_# 0.33 | afraid -1.46 | after_$ 0.35 | agreed 0.17 | agreed_to 0.34 | agreed_w 0.75 | aim -0.1
all 1.02 | all_# 0.78 | along 0.17 | already -1.86 | am 0.31 | and_again -0.98 | and_the -0.27 | and_will -0.6
and_you -0.39 | answered -1.06 | apologise_$ -0.28 | apologised -0.11 | apology 0.81 | april 0.91 | are -0.9
are_going 0.08 | as -0.5 | as_the 0.43 | as_well 0.27 | as_you -1.04 | ask -1.8 | asked -0.89 | assured 1.03
at_# 0.54 | at_no 1.61 | at_our 0.08 | at_your 2.65 | at_⌛ -0.65 | attached -0.97 | attended -0.22 | awb 1.47
b 0.3 | back 0.76 | back_on 0.42 | banerjee 0.82 | banerjee_$ 0.61 | bank -0.61 | batch -0.59 | be -0.09
been -0.08 | before 0.6 | before_⌛ 0.36 | being 1.46 | bill 1.74 | bins -0.68 | blocked -1.19 | board -1.32
booked 0.05 | box 1.43 | bring_the 0.63 | by 0.78 | by_mail 1.18 | by_our 0.08 | by_the -0.29 | by_us 2.67
by_⌛ 0.3 | c -0.5 | calibration 0.51 | call_you 1.26 | called -2.18 | came -1.15 | can -0.52 | can't -2.29
cannot -2.34 | car 0.2 | carried 1.68 | cause 0.21 | ceiling 0.52 | charge 0.07 | charge_$ 0.7 | charged -0.43
chase -0.11 | check 0.09 | check_$ 0.16 | checked -1.4 | claim -1.25 | clear -0.82 | close -1.65 | closed -2.05
comes 1.43 | coming 1.65 | complaint -1.17 | complete 1.41 | complete_$ 0.45 | confirmed_to 1.4 | connectors 0.15
contact -0.28 | containment 1.77 | control 0.25 | control_plan 0.58 | copy 0.15 | corrected 1.31 | cost 2.25
could -1.72 | courier 1.4 | course -0.47 | cover 0.7 | credit 1.11 | credit_note 0.63 | crew 0.84 | customer -0.98
d 0.31 | d_# 0.51 | data_$ 2.43 | day -0.69 | days -0.33 | dear -0.72 | declined -0.14 | delivered 0.5
desk_$ -0.64 | dhl_express 1.97 | did -1.33 | dim 0.14 | dim_$ 0.76 | directly -0.49 | dispatch 0.68 | do -0.15
do_$ -2.13 | do_it 0.98 | dock 1.57 | dollars 0.58 | don't -1.17 | done -0.83 | down 0.2 | down_for 0.36 | dr 0.11
dry 0.8 | due -1.08 | each 1.89 | electrician 1.01 | end -0.88 | engineer 1.42 | entrance 0.31 | eob 1.24
eob_$ 0.33 | every 0.33 | exchange 1.52 | explained -0.77 | extra 0.16 | february 1.44 | fee 0.98 | final 0.35
first 0.27 | first_$ -0.26 | first_thing 0.25 | fitting 0.47 | flat 0.14 | fmea 1.84 | follows 2.79 | for_him 0.19
for_⌛ 0.95 | form -0.34 | found -1.13 | frame 0.67 | free 1.16 | freight 0.68 | fresh 4.08 | from_me 2.76
from_us 3.09 | from_⌛ -0.33 | full 1.04 | get 1.63 | gets 3.04 | getting 0.5 | getting_a 0.41 | give 0.47
given -0.96 | go 0.3 | goes 2.34 | goes_out 0.22 | going 3.19 | gonna 2.94 | good -0.38 | got -0.97 | had -2.85
happy -0.1 | has -0.66 | has_it 0.15 | have -0.09 | he -1.18 | hear -0.73 | hello -0.14 | her 0.84 | her_$ -1.39
her_⌛ 0.27 | here -0.18 | hi -0.43 | him 0.89 | his 0.6 | hope -1.1 | hotel 0.08 | hour -0.57 | hours -0.48
i 0.44 | i'd 0.48 | i'll 2.38 | i'm 2.1 | i'm_afraid -0.12 | i'm_sending 0.16 | i'm_sorry -0.65 | i've -0.27
i_can 0.09 | i_can't -0.23 | i_have -0.13 | i_promised 1.43 | i_said 0.46 | i_send 2.26 | i_shall 0.35
i_told 0.28 | i_will 2.81 | if -1.54 | in_full 0.67 | in_our -1.73 | in_person 0.07 | in_writing 0.74
in_your 0.22 | inbox 0.45 | inform_you 0.3 | insurer -0.24 | interest 1 | invoice 0.38 | is -1.18 | is_in 0.09
issue 0.59 | it_$ 0.18 | it_again 1.28 | it_in 0.55 | it_to 1.34 | its -0.32 | keep_the -1.28 | kim 2.42
kindly -0.69 | last -1.4 | late_fee 0.74 | later_than 1.65 | latest 1.74 | leave 0.34 | leave_our 0.25
leaves 0.44 | left -2.42 | let 1.39 | let_you 0.28 | letter 0.08 | level 0.24 | lift 0.84 | line -0.31
list_$ 1.07 | loan 0.95 | long_$ 0.43 | lot 0.75 | m_$ 0.13 | machine 0.57 | mail_$ 0.12 | mailed_⌛ -0.82
manager_will 0.36 | matter -0.14 | may -0.46 | me_$ -0.52 | measured -0.13 | men 0.56 | might -0.85 | missed -0.38
missing 0.79 | missing_$ -0.82 | mistake -0.12 | money -0.29 | mr_banerjee 0.51 | must -1.27 | myself 0.63
myself_$ 1.61 | need -0.19 | need_to -0.63 | neighbour -0.08 | new 2.5 | next 0.34 | no -0.84 | no_charge 1.41
nobody -1.31 | noise -0.3 | nor -0.96 | normally -0.72 | nos 1.16 | not -2.66 | note_$ 0.09 | nothing -2.03
number 0.08 | o'clock 0.94 | of 0.61 | of_the -0.13 | off 0.29 | off_your 0.32 | office -0.33 | ok -0.37
old_one 0.56 | on -0.23 | on_it -0.14 | on_site -0.09 | on_the -0.51 | on_your 0.49 | on_⌚ -0.53 | on_⌛ 0.23
one_on -1.66 | only -1.55 | open -1.95 | or -0.51 | our 1.21 | our_lab 0.39 | our_mistake -0.13 | out_$ -0.06
over_# 0.1 | own -0.55 | packed 0.24 | paid 1.17 | painter 0.51 | pallets 0.61 | part_$ -0.1 | parts -0.26
pay 0.79 | pay_for 1.21 | pcs 0.26 | per -0.24 | percent -0.2 | phone 0.13 | phone_you 0.35 | phoned -0.11
photos_of -0.09 | plant 0.36 | plates_$ 1.13 | please -1.76 | plumber 0.58 | post 0.14 | post_$ 0.45
promise -0.08 | promised 0.46 | promised_$ -0.37 | promised_her 0.1 | promised_to 1.2 | pt -0.11 | quality -0.2
question -0.25 | rang -0.54 | receipt -1.59 | receive 0.44 | received -0.69 | reference -0.81 | refund 1
refused -0.17 | regret -0.12 | reimburse 0.41 | repair 0.29 | replace 2.01 | replacement 2.35 | replacing 0.92
report 0.45 | resident 0.61 | result 1.37 | revised 0.35 | right_$ -0.26 | ring 0.68 | ring_the 0.55
ring_you 0.64 | root 0.34 | root_cause 0.22 | samples 0.66 | says -2.38 | scanned_$ 0.82 | see -1 | send_you 1.41
sending 0.79 | sent -0.77 | set 0.41 | set_of 0.2 | sets 1.88 | shafts_$ 0.14 | shall 2.77 | shared 1.26 | she -0.5
she's -0.19 | ship 2.24 | ships 0.96 | should -0.69 | show -0.64 | shows -1.67 | shut -0.52 | signed_$ 0.87
since -2.42 | sir -0.12 | slip -0.67 | so_$ 1 | sofa 1 | sorry -1.43 | sort 0.5 | sorted 1.32 | spoke -1.12
statement 0.16 | station 0.35 | stock_$ 0.74 | supplier -0.79 | surveyor 0.75 | swap 1.26 | system -0.66
take 0.81 | take_the 0.09 | tan 0.05 | tan_$ 0.26 | technician 1.68 | tell -0.13 | tenant -0.65 | terms -0.36
test 0.1 | text 0.48 | than_⌛ 0.97 | thank -1.13 | thank_you -0.98 | thanks -0.95 | that -0.12 | that's -0.73
that_$ -2 | that_the 0.61 | that_you -0.95 | the 0.4 | the_# 1.6 | the_corrected 0.95 | the_post 1.14
the_second 0.09 | the_tool 0.19 | the_⌛ -0.53 | their -0.54 | them 0.78 | there_⌛ 0.18 | therefore -1.97
they -0.37 | they'll -0.26 | this -0.71 | three 0.39 | till -0.12 | to_# -0.18 | to_return -0.33 | to_see 0.15
to_the 0.07 | to_you 2.19 | to_your 1.92 | told 0.27 | told_you -0.92 | truck 0.71 | try -1.41 | twelve 0.72
twice -1.42 | twice_$ -0.11 | two 0.84 | under_the -0.21 | undertake 1.68 | undertake_to 0.45 | undertook_to 0.67
until_⌛ -0.46 | up 0.27 | up_$ -0.41 | ups 0.76 | us -0.37 | usd 0.12 | valid -1.53 | van 1.24 | wall 2.98
wants -1.65 | ward 0.67 | warehouse 0.58 | warranty_$ 1.38 | was -4.15 | way 1.57 | we 1.55 | we'd 1.96
we'll 3.96 | we're 1.47 | we_aim -1.48 | we_apologise -0.22 | we_deliver 0.73 | we_don't -0.07 | we_have -1.44
we_make 1.67 | we_pay 0.38 | we_send 0.08 | we_take 0.41 | we_will 1.33 | went -2.48 | were -2.65 | what 0.07
which -0.44 | whole 1.37 | will 2.14 | will_be 0.86 | will_look -0.12 | will_write -0.77 | with 0.41
with_it -0.33 | with_our 0.79 | with_the 0.63 | with_you 0.38 | with_⌛ 0.78 | within -0.16 | word_that 1.31
working -0.25 | would -1.54 | writing_$ 0.2 | written 0.67 | written_answer 1.07 | wrong -0.06 | wrote -0.85
yeah_$ 1.45 | year -1.56 | yes -0.42 | yes_$ -0.07 | you 1.13 | you'd -0.39 | you'll 2.74 | you're_getting 1.07
you_a 0.25 | you_back 0.91 | you_can -0.8 | you_down 0.45 | you_on 1.28 | you_the 0.69 | you_to -0.2 | you_⌛ 0.64
your 0.78 | your_account 0.69 | your_next 0.84 | ⌚ -2.07 | ⌛ 2.24 | ⌛_$ 0.38 | ⌛_at 1 | ⌛_itself 1.1
⌛_of -0.43 | ⌛_re 1.45 | ⌛_to 0.91 | ⌛_with 0.34
"""

WORDS: dict[bool, dict[str, float]] = {
    chinese: {
        sign: float(weight) for line in table.split("\n") if line
        for sign, _, weight in [one.rpartition(" ") for one in line.split(" | ")]
    }
    for chinese, table in ((True, _ZH), (False, _EN))
}  # fmt: skip
"""By whether the text is Chinese."""
