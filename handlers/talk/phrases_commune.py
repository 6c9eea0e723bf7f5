"""What people write in Vietnamese about life in the commune and the authorities' decisions."""

from collections.abc import Mapping
from typing import Final

from handlers.casework.categories import Category

COMMUNE: Final[Mapping[Category, Mapping[int, str]]] = {
    Category.DISCLOSURE: {
        4: """
khong|chua|chang|it|khong_he|deo|khong_ai ~ niem_yet|cong_khai|cong_bo|minh_bach; thieu minh bach|cong_khai
giấu ~ thu_chi|danh_sach|quy_hoach|dan; giau giem; niem yet ~ khong|cu|sai|thieu|sơ_sai|mot
thu chi ~ khong|map_mo|mu_mo|the_nao
khong|chang|chua|dan_khong ai|thay|duoc ~ dan|treo|thong_bao|doc ~ bang|bang_tin|loa
khong|chang|chua|dan_khong ai|thay|duoc ~ dan|treo|thong_bao|doc ~ nha_van_hoa|thu_chi|danh_sach|ket_qua
khong ai duoc biet; dan ~ khong|chang|chua ~ duoc_biet|ai_biet|biet_gi|duoc_xem
khong cho ~ xem|biet|doc|photo ~ quy_hoach|so|danh_sach|tai_lieu|van_ban; tai lieu mat
tien ~ di_dau|tieu_vao_dau|lam_gi|chi_vao|chia_the_nao; quy hoach ~ khong|chua|giau|ai_biet|mat|xem|moi; giu so
xa|thon giu so; nhap nhem; bung bit; khong|chang|chua thong bao ~ dan|ai|thu_chi|ke_hoach|cho|gi
danh sach ~ khong|chua|sai|la|dau|ai; khong biet ~ tieu|chi|dung|chia ~ vao|the_nao|gi|dau|ra_sao
ho ngheo ~ khong|sai|giau|xe_hoi|o_to|nguoi_nha|nha_tang; ngheo|kho ~ khong duoc ~ xet|ho_tro
binh xet ~ khong|kin|nguoi_nha|than_quen|mo_am; ung ho ~ chia|di_dau|the_nao|khong|cong_khai
cuu tro|ho_tro|qua ~ chia ~ khong|the_nao|than; gia|phi|le_phi ~ khong ~ niem_yet|ghi|treo|thong_bao
dung vao viec gi|dau; khong biet dung; trang web|thong_tin|cong|website ~ xa|phuong ~ khong|chua cap nhat
toan nguoi nha|than|quen; ai duoc nhan ~ khong|ko|chi|toan; quy ~ thu ~ khong biet|thay; tien do|ay ~ dau|khong
ban ~ cay|dat|tai_san|go|cat ~ tien ~ dau|khong|ai; khong ai bao cao
khong|chua|chang bao_cao|giai_trinh|pho_bien ~ dan|truoc_dan|thu|chi|ai|gi
danh sach ~ khong ~ dan|treo|niem_yet|thay; khong thay dan; không thấy dán|treo|niêm_yết
bang cong_khai|niem_yet ~ cu|sai|khong|van|thieu; ghi theo ~ cu; nghia vu quan su ~ danh_sach|khong|cong_khai
khong ro ~ nguon|chi|thu|tien; khong ai biet ~ tien|chia|dung; ke hoach ~ khong|chua ~ dan|ai ~ biet|thong_bao
tien ~ khong ~ bao cao
""",
        3: """
niem yet; cong khai; minh bach; thu chi; quyet toan; mù mờ; map mo; mo am; khong cap nhat ~ cong|web|trang|thong_tin
bang tin; so sach; ngan sach xa|thon|phuong; ngan sach; ai duoc ai khong; khong ai biet; binh xet; bí mật; lam kin
am tham; dự toan; bao cao tai chinh; chi tieu ~ thon|xa|quy; thông tin ~ dân; tiep can thong tin
xin ~ thong_tin ~ khong_cho; hoi ~ khong_cho_biet; quy vi nguoi ngheo; quy ~ nguoi ngheo
nguoi nha truong_thon|can_bo|chu_tich; khong cap nhat
""",
        2: """
danh sach; ho ngheo; can ngheo; bang gia|phi|le_phi; quy hoach; quy ~ thon|xa; loa truyen thanh; loa phuong
ho tro ~ khong; tien ung ho; dat cong; ke hoach su dung; dau thau; cong khai tien
""",
        1: "nha van hoa; cong bo; thong bao; tien quy; dong gop; ung ho; du an",
    },
    Category.PARTICIPATION: {
        4: """
hop thon|to_dan_pho|khu_pho|xom|dan|lang ~ khong|chi|chua|it|bao|hinh_thuc|roi|de|co
khong|chua|chang|co|it ~ hop thon|dan|to_dan_pho|xom|ho_dan|hanh|ban; hop hanh gi
bầu ~ truong_thon|to_truong|truong_xom|truong_khu|truong_ban|bi_thu
bau truong_thon|to_truong|truong_xom|truong_khu|lai_truong
khong|chua|chang ~ lay y kien|hoi_y_kien|xin_y_kien|tham_khao
khong|chua|chang|khong_ai|chang_ai hoi|ban ~ y_kien|dan|bac|ai|ba_con
lay y kien ~ khong|hinh_thuc|cho_co|ky|qua_loa|roi; tự y|quyet|dat|ap|di_thu|thu ~ thu|muc|dong_gop|quyet_dinh|tien
tu y ~ thu|quyet|lam|dat; ap dat; tu di thu; muc dong gop; dong gop ~ ép|ep_buoc|bat_buoc|khong|chua|cao|qua|nhieu
ep|bat|buoc ~ dong|nop ~ tien|gop|quy|dong_gop|ung_ho; bat buoc ~ dong_gop|nop|ung_ho
van dong ~ ép|bat_buoc|chi_tieu; # ~ khau|ho|nhan_khau|dau_nguoi ~ lam|duong|quy|khong
dong ~ # ~ khau|ho|nhan_khau|nha; moi ho|nha|khau ~ dong|nop|thu|gop; thu ~ moi|theo ho|khau|nha|dau_nguoi
thanh tra nhan dan; giam sat dau_tu|cong_dong; thong qua roi; ky thay|ho|khong; ký tên ~ thay|khong_biet|san
gia mao|giả chu ky; chi ~ moi|phat_phieu|goi ~ nha|ho|may_nha|nguoi ~ quen|dong_y|than
phieu bau|tin_nhiem|lay_y_kien ~ khong|quen|gian|san|it; phat phieu ~ quen|khong|nha|san
dan ~ khong|chua|chang ~ duoc ban|hop|hoi|bieu_quyet|quyet|tham_gia|gop_y|noi
khong duoc ban|bieu_quyet|hop|moi_hop|y_kien|phat_bieu; bau cu ~ khong|gian|truoc; gian lan ~ phieu|bau|bieu_quyet
sap nhap thon|xom|xa|to ~ khong|hoi|y_kien|chua|ky; bien ban ghi|ho_so; bien ban ~ dong y; khong ~ ban ai|dan|bac
tu chon tho|thau|nha_thau; giam sat ~ khong duoc|cho; dan gop ~ tu|khong; hop ~ # nguoi|ho ~ ma
khong|chua|chang thong qua dan|thon|hop; khong|chua|chang dua ra ~ hop|ban|lay_y_kien|dan; tự chia|định|chọn|bàn
tu chia|dinh|chon|ban voi|nhau|het|luon; chia voi nhau; chia ruong ~ khong|tu; gio tay ~ phat_bieu|khong|bi
xin phat bieu ~ khong|bi|gat; phat bieu ~ bi|khong_cho|gat; hoi nghi nhan_dan|thon|dan_cu ~ khong|bi|hinh_thuc
tang ~ khong ~ hoi|thong_qua|ban|hop; ep ky ~ dong_y|bien_ban|thong_qua
khong cho dan ~ noi|y_kien|gop|ban|phat_bieu; can bo thon tu; quyet dinh ~ mot minh|khong_hoi|khong_ban
""",
        3: """
hop dan|thon|xom|to_dan_pho|phu_lao; họp dân|thôn; lay y kien; bo phieu; bieu quyet; huong uoc
tu nguyen ~ nhung|ma|ep; dong gop; huy dong ~ dan; doi thoai ~ dan; tiep xuc cu tri; y kien ~ dan
dan chu ~ hinh_thuc|khong|dau; chi ~ ho ~ du|dong_y|con_lai; khong thong bao hop; sap nhap thon; tu quyet
mot minh quyet; quyet thay dan; nhan khau; truong thon tu; truong thon ~ thu; cong trinh ~ dan gop
quy tac cong dong; bien ban hop; gop tien; cong lang; ban giam sat; hoi nghi nhan dan; chia ruong; khong hoi y
doi ten thon ~ khong; thu tien ~ tang
""",
        2: """
truong thon; to truong dan pho; truong xom; bầu; giam sat; thu ~ moi ho; moi khau; dai dien ho; thon ~ thu; khẩu
họp; ky ten; ca xom; ca thon
""",
        1: "hop; y kien; dan ban; thon; to dan pho; xom",
    },
    Category.LAND_COMPENSATION: {
        4: """
thu hoi ~ dat|ruong|m2|thua|vuon; bi thu hoi; boi thuong; den bu; giai phong mat bang; tai dinh cu; kiem dem
kiem ke ~ tai_san|dat|cay|nha|sot|thieu; áp gia; ap gia ~ dat|thap|sai; gia ~ den_bu|boi_thuong|dat|thi_truong|thap
phuong an boi thuong; cuong che; mat ruong; hoa mau; cay coi ~ tren_dat|thieu|bo_sot
du an|khu_cong_nghiep|lam_duong|duong ~ lay|thu|mat ~ dat|ruong|vuon|nha; ban giao mat bang
đo ~ thieu|sai ~ m2|dat|dien_tich; do thieu|sai; san lap ~ ruong; san lấp
lấy|bi_lay|mat ~ dat|ruong|vuon|dat_ruong|dat_vuon ~ lam|de|cho|ma
ruong|dat|vuon|nha ~ bi_lay|bi_thu|nam_trong_quy_hoach|giai_toa|quy_hoach_treo; giai toa; thua thiệt ~ dat
tren dat ~ sot|thieu|tinh|kiem; gieng|chuong|cay|mo|mo_ma|nha_cap_4 ~ khong|bo_sot|thieu ~ tinh|kiem|den|boi
di doi|chuyen mo|nha; tien ~ den_bu|boi_thuong|dat|ruong ~ chua|thap|it|khong; nua gia thi truong
thap hon ~ gia|thi_truong; ho tro ~ chuyen_doi|nghe|mat_dat|dat; lay dat ~ chua|khong|bo_hoang; chua tra tien ~ dat
tinh ~ thanh dat; dat ~ bo hoang|hoang_hoa; ao ca|vuon ~ tinh|den|boi; du an treo; khu do thi ~ dat|lay
may xuc|ui|đào ~ ruong|dat|nha|vuon; san|ui ruong|ui ~ ruong|dat; tra # ~ mot met|1m|m2; nghin|trieu ~ met ~ dat|gia
lay dat lam; giá trả ~ nghin|thap|re; nhan tien ~ den bu; phá nha ~ khong|chua|den_bu
khong co cho o ~ giai_toa|du_an|thu_hoi; do thi ~ dat|thu_hoi|lay
""",
        3: """
kiem ke; cay coi; dat lua|nong_nghiep|ruong ~ lay|thu|mat; tien ho tro dat; lay dat; bo tri dat; suat dat
suất tái định cư; gia dat; trung tam phat trien quy dat; gia thi truong; quy hoach treo; tai san tren dat
nhan tien ~ dat; di dan; vanh dai ~ dat|ruong; hanh lang ~ mat_dat|lay
""",
        2: "dat lua; khu cong nghiep; du an; do dac; thua dat; ruộng; mat dat; manh ruong; manh dat",
        1: "dat; ruong; m2; vuon",
    },
    Category.SECTOR_DEMOCRACY: {
        4: """
trường|nha_truong|truong_hoc|truong_mam_non|truong_tieu_hoc ~ thu|bat|khong|tien|ep|quy
truong ~ thu_quy|thu_tien|bat_nop|lam_thu|thu_du|thu_cac; lam thu; hoc them; day them
quy lop|truong|phu_huynh|hoi_phu_huynh|hoi; phu huynh ~ khong|ep|dong|nop|y_kien|so; xa hoi hoa
dau nam hoc|hoc_moi ~ thu|dong|nop|quy; cac|du loai quy|tien|khoan_thu; các khoản thu ~ trường|lop|hoc
suat|tien|bua an ~ ban_tru|hoc_sinh|thieu|it|kem|chau|tre; ban tru; tru dap
co|thay giao ~ danh|phat|mang|ep|bat|doa|chui
benh vien|tram_y_te|phong_kham|bac_si|y_ta|y_si|tram_xa|dieu_duong ~ khong|bat|thu|quat|cau|cho|thieu
benh vien|tram_y_te|phong_kham|bac_si|y_ta|y_si|tram_xa|dieu_duong ~ tu_choi|duoi|vang|bận|doi|vòi|chui
khong|chua ~ kham|phat_thuoc|cap_thuoc ~ bhyt|bao_hiem|the; mua thuoc ~ ngoai; thieu thuoc; hết thuốc; vien phi
tiem chung ~ khong|thu; kham benh ~ khong|cho|lau|thu|bao_hiem
cong ty|xi_nghiep|nha_may|doanh_nghiep ~ no|cham|ep|bat|khong ~ luong|bao_hiem|tang_ca|dong
cong ty|xi_nghiep|nha_may|doanh_nghiep ~ cat|tru|duoi|sa_thai|ket ~ luong|bao_hiem|tang_ca|dong
cong ty|xi_nghiep|nha_may|doanh_nghiep ~ no|cham|ep|bat|khong|cat|tru|duoi|sa_thai|ket ~ tra|viec|phep|thuong|nghi
cong giam_doc|chu|quan_ly|xuong ~ no|cham|ep|bat|khong|cat|tru|duoi|sa_thai|ket ~ luong|bao_hiem|tang_ca|dong
cong giam_doc|chu|quan_ly|xuong ~ no|cham|ep|bat|khong|cat|tru|duoi|sa_thai|ket ~ tra|viec|phep|thuong|nghi
cong ty|xi_nghiep|nha_may|doanh_nghiep ~ khong|chua|ep|nợ|bat|ky|cham; no luong|bao_hiem|bhxh; cham luong|tra_luong
chậm lương; tru luong; cat luong|thuong; cong doan ~ khong|im|hinh_thuc|dau|lo
nguoi lao dong ~ khong|hinh_thuc|bi|ep; hoi nghi nguoi lao dong; sa thai; ep|bat tang_ca|lam_them|nghi_viec|lam_dem
bắt tang_ca|làm_thêm; bi đuổi viec; duoi viec; cho nghi viec; hop dong ~ khong ky|cho; khong ký hop dong
khong dong bao hiem|bhxh; thai san ~ khong|chua|cham|cong_ty; tang ca ~ khong|ep|dem|gio|bat
lop con|chau ~ dong|thu|phai|co_giao; con toi|em hoc ~ thu|bat|dong|bi
dong tien ~ dieu_hoa|rem|may_chieu|quy|hoc|lop|truong; truc dem ~ bac_si|tram|y_te; tram xa ~ khong|vang|dong
bac si ~ truc; chuyen can; tru ~ chuyen_can|luong|thuong; cong nhan ~ di_ve_sinh|tru|phat; thoa uoc lao dong
dong phuc ~ phai|mua|bat|moi; phu huynh phai; giam doc|chu|sep|cong_ty ~ ep|bat ~ cong_nhan|ky|nghi|lam
cong nhan ~ ep|bi|phai ~ ky|nghi|tang|lam; don xin nghi viec ~ ep|tu_nguyen|bat
benh vien ~ xep_hang|cho|doi|dong_tien|qua_tai|sang; bac si ~ cho|gap|moi|kham; kham ~ cho ~ sang|trua|tieng
phong cap cuu|kham ~ bat|dong|cho|khong; bat dong tien truoc; an trua ~ cong_nhan|hoc_sinh
com ~ cong_nhan|cong_ty|hoc_sinh ~ thiu|oi|hong|co; truong ~ quyet|doi|bat|cam
""",
        3: """
nha truong; hieu truong; phu huynh; co giao; thay giao; mam non; tieu hoc; tram y te; benh vien; bac si; kham benh
y tá; cong nhan ~ khong|bi|ep|no; cong doan; tang ca; nguoi lao dong; hop dong lao dong; thuong tet; dinh cong
nop quy; thu quy; loai quy; quy che dan chu; luong toi thieu; an ca; cơm ca; ngo doc; suất ăn; lop chọn
bao luc hoc duong; dong phuc; sach giao khoa; hoc phi; kham bao hiem; chuyen tuyen; xuat vien; nghi thai san
an toan lao dong; tai nan lao dong; tram xa; may chieu; rem cua; hop dong ~ cong_nhan; khoan thu
""",
        2: """
hoc sinh; lop hoc; truong hoc; cong ty; xi nghiep; cong nhan; the bhyt; bao hiem xa hoi; di kham; doi thoai; nha may
nam hoc; tro giup phap ly; xuong; mau giao; cong nhan vien; lương
""",
        1: "bhyt; trường; luong; thuốc; bao hiem; con toi hoc",
    },
    Category.REGULATION_PROPOSAL: {
        4: """
quy dinh ~ khong_hop_ly|khong_hop_li|bat_hop_ly|bat_cap|loi_thoi|chong_cheo|mau_thuan|khong_can_thiet
quy dinh ~ khong_phu_hop|lac_hau|vo_ly|khac_nhau|kho_hieu|phien_ha|lam_kho|khac
quy dinh ~ khong_con|trai_luat|sai_luat|cung_nhac|nen_bo|can_sua
quy dinh ~ khong_can|khong_thuc_te|chua_hop_ly|chua_phu_hop|qua_cung|may_moc|gay_kho
thông tu ~ khac|trai|chong|mau_thuan|khong; nghi dinh ~ khac|trai|chong|mau_thuan|khong|thong_tu
luat ~ khac|chong|mau_thuan ~ nghi_dinh|thong_tu|luat|quy_dinh; theo cai nao; van ban ~ khac|mau_thuan|chong_cheo
vênh nhau; da dong nhau
de nghi|kien_nghi|de_xuat|xin|mong ~ bo|sua|bai_bo|thay_doi|cat ~ quy_dinh|yeu_cau|thu_tuc|luat|giay
de nghi|kien_nghi|de_xuat|xin|mong ~ cat_giam|sua_doi|noi_long|xem_lai|bai ~ quy_dinh|yeu_cau|thu_tuc|luat|giay
de nghi|kien_nghi|de_xuat|xin|mong ~ bo|sua|bai_bo|thay_doi|cat ~ nghi_dinh|dieu_kien|dieu|muc|thong_tu
de nghi|kien_nghi|de_xuat|xin|mong ~ cat_giam|sua_doi|noi_long|xem_lai|bai ~ nghi_dinh|dieu_kien|dieu|muc|thong_tu
cần|nen bo|sua|bai_bo|thay_doi|sua_doi ~ quy_dinh|yeu_cau|thu_tuc|luat|nghi_dinh|dieu_kien|giay; bai bo
sửa ~ quy_dinh|luat|nghi_dinh|thong_tu; sua ~ nghi_dinh|thong_tu|luat|quy_dinh; sua doi; chong cheo
cat giam ~ thu_tuc|giay; don gian hoa; bo ho khau ~ van
muc tro cap|ho_tro|phat|luong|phu_cap ~ thap|cao|nang|tang|lac_hau; nang len; nâng mức; luat bat
luat|quy_dinh ~ phien ha|kho; che do ~ thap|chua|lac_hau ~ de_nghi|nen|can; phu hop ~ gia ca|thuc_te; rút gọn
rut gon ~ thu_tuc|quy_trinh|lai|buoc; can rut gon; giam bot ~ thu_tuc|giay|khau; đừng bắt
dung bat ~ chung_thuc|dan|nop|phai; cho phep ~ dung|su_dung|nop|thay ~ thay|ban_dien_tu|vneid
thay cho ~ ban giay|chung_thuc|so; nen cho phep; nhieu tang nac ~ can|nen|rut
thu tuc ~ can|nen ~ rut|bo|giam|don_gian|sua; bỏ bớt; bo bot ~ thu_tuc|giay|khau|chung_thuc; nen bo
quy dinh ~ toi thieu|dien_tich|dieu_kien ~ khong hop ly|phu_hop; khong hop ly voi
dien tich toi thieu ~ khong|qua|nen
""",
        3: """
bat cap; bat hop ly; khong con hop|phu ly|hop; loi thoi; trai luat; nghi dinh ~ khong; thong tu ~ khong; mau thuan
vo ly; muc ho tro ~ thap|lac_hau|cu|tang; muc phat ~ cao|vo_ly|qua; chinh sach ~ chua|khong|bat|cu; khong thuc te
cung nhac; tro cap ~ thap; phu cap ~ thap
""",
        2: """
quy dinh nhu vay|the|nay; quy dinh moi; nghi dinh; thong tu; de nghi bo|sua; chinh sach; van ban; dieu kien; luat
""",
        1: "quy dinh; de nghi",
    },
    Category.FIELD_ISSUE: {
        4: """
đường|duong_lang|ngo|duong_thon|hem|duong_xa ~ hong|hu|xuong_cap|o_ga|ngap|lun|nat|lay|nut
đường|duong_lang|ngo|duong_thon|hem|duong_xa ~ sut|sat|bui|voi_bua|sinh|lo_cho|tron|ho|dao
mat_duong|duong_di|con_duong|doan_duong|quoc_lo|tinh_lo ~ hong|hu|xuong_cap|o_ga|ngap|lun|nat|lay|nut
mat_duong|duong_di|con_duong|doan_duong|quoc_lo|tinh_lo ~ sut|sat|bui|voi_bua|sinh|lo_cho|tron|ho|dao
duong ~ hong|hu|o_ga|ngap|sut_lun|lay_loi|xuong_cap|nat|dao_boi|bui_mu; o ga; o voi; lay loi
ngap nuoc|lut|nang|sau|ung; mua ~ ngap; nuoc thai
cống|muong|ranh|kenh|song|ao ~ tac|vo|hoi|nghet|ho|den|boc|o_nhiem|day|tran; cong thoat|ranh ~ tac|hoi|nghet
thoat nuoc; rác ~ don|chat|dong|ban|thoi|boc|hoi|tran|vut|do|ngap|lau|thu
rac ~ don|chat|dong|vut|thoi|boc_mui|ngay|tran; rac thai; bai rac; do rac; đổ rac|trom|thải; vut|xa|quang rac
hoi thoi; boc mui; mùi ~ hoi|kho_chiu|thoi|khet|hoa_chat; mui hoi|thoi|khet; o nhiem; xả thai|khói|thẳng|nuoc|ra
xa thai|thang|khoi; khoi ~ den|mu|nha_may|dot; den duong|cao_ap|chieu_sang|tin_hieu|giao_thong; bong den
đèn ~ hong|tat|khong_sang|chay|tat_ngam|xanh|do; den ~ hong|tat|khong_sang|chay; mat|cup|cắt dien; chap chon
điện yeu; cot|tru dien ~ nghieng|do|gay|sap|giua; cot dien
day dien|cap ~ dut|vong|thap|sa|ho|chang_chit|lòng_thòng|rơi
nuoc may|sach|sinh_hoat|gieng ~ duc|mat|ban|yeu|khong|cup|vang|phen|hoi; mat|cup nuoc
lan chiem ~ via_he|long_duong|hanh_lang|duong|dat_cong|ngo|loi_di; lan chiem; lấn đất; lan dat ~ cong|ngo|duong|toi
bit|rao|chan ~ loi_di|ngo|duong; karaoke; loa keo|thung; làm on; gay on; on ao; tieng on; mở nhac ~ to|dem; mo nhac
tha rong; trộm cap|chó|vat|xe|do; trom cap; ăn trộm; mat trom; mat trat tu; mat an ninh; ma tuy; nghien hut
danh bac; đánh bạc|bài; co bac; da ga; tu tap ~ dua|nhau|danh|dem|thanh_nien; dua xe; net po; bốc đầu
do|dau xe ~ long_duong|via_he|chan|bua_bai|kin|giua|truoc_cua|tran
xe tai|ben|ho_vo|container|qua_tai ~ chay|nat|bui|ca_ngay|dem|nguy_hiem|qua_tai|am|pha; xe qua tai
xay trai_phep|khong_phep|lan; xay dung trai phep|khong_phep
cây ~ đổ|do_chan|gay|nghieng|sap|tan|che ~ duong|nha|day|xuong; cay ~ gay|do ~ duong|nha|day; nap cong; mat nap
cầu ~ sap|hong|yeu|gay|xuong_cap|rung|lan_can; cau ~ sap|hong|xuong_cap|gay; chuong trai|lon|heo|ga; trai lon|ga|heo
nuoi ~ lon|heo|ga|vit|bo|cho ~ xa|hoi|o_nhiem|thoi|muong|canh; chan nuoi ~ hoi|thoi|o_nhiem|xa|khu_dan_cu
dot rac|rom_ra|dong; đốt ~ rac|rom|day|nilon|cao_su; hut cat; khai thac cat|dat|da ~ trai|lau|bua; xuc|múc dat|trom
sat lo; no min; giong duong; chó ~ cắn|tha|sua; cho can; cho dai; dang ~ rac; xac ~ lon|ga|dong_vat|cho
muoi ~ nhieu|o; dich benh; xe rac ~ khong; ruoi bau|nhang; nhap nhay ~ dien; dien nhap nhay|chap_chon|yeu
nhay aptomat; den xanh|do ~ hong|ngan|khong; cho ~ can tre|nguoi|chau|em; cho chay rong; xa khoi; khong co lan can
lan can ~ khong|gay|hong; tan hong; hong ca tu_lanh|tivi|thiet_bi; ngã ba|tư ~ nguy_hiem
mo|bat loa|nhac ~ to|khuya|sang|dem|gio|am; mo loa; quan nhau|karaoke|bia ~ on|loa|khuya|dem|nhac|hat
mùi lạ|khét|hôi|thối; mui la; nuoc gieng ~ mui|duc|vang|ban|co; nước ~ mùi|bẩn|đục|váng
cay ~ muc|sau_goc|sap_do|bat_goc; sap do ~ cay|cot|tuong|duong; ho ga; ho ga ~ mat|nap|ho; dot dong
đốt đồng|rác|rơm|rạ; khoi bay ~ nha|vao; khoi ~ vao nha; tuong ~ sap|nghieng|nut ~ duong|truong; lan duong
rao duong; bua bai; be nuoc ~ o_nhiem|vo; ong nuoc ~ vo|ri|bể; ồn ~ không ngủ|chiu_noi; on ~ khong ngu|khong_chiu
ca đêm ồn; xuong ~ canh nha|khu_dan_cu ~ on|khoi|bui|may|dem; chay may ~ dem|on; khong ngu duoc; mat ngu vi
""",
        3: """
den duong; chieu sang; via he; long duong; he pho; rác; cống; cột điện; hoi khong chiu; hôi; khoi bui; bụi; toi om
toi thui; ngập; muong; hang xom|nha_ben|nha_canh ~ on|hat|rac|lan|nuoi|đốt|xa|do|mo; gat giam toc; giảm tốc
bien bao; vach ke; lan can; tai nan ~ thuong|nhieu|hay; san choi|cong_vien ~ hong|ban|xuong_cap
cong an ~ khong_xuong|khong_den; bao gia ~ mat_nuoc; song phat thanh; vien thong; cot song; loa phuong ~ to|on|hong
dam duong; ngã tư; nga tu ~ nguy_hiem|den|tai_nan; hàng rong; cho coc; ban hang ~ long_duong|via_he; rải đinh
da duong; hố; mở nhạc; nước giếng; nhà máy xả; ong nuoc vo; dang dem; nuoc ~ phen
""",
        2: """
đường; ngo nha; đèn; nuoc may; day dien; moi truong; ca dem; suot dem; cong cho; tắc; dau thon; duong lang
con đường; lợn; mùi; ven de; khu dan cu; moi toi; ban dem; cau cong; thuỷ lợi
""",
        1: "duong; dien; nuoc; cay xanh; cho; hang xom; rac; den; cau",
    },
}
